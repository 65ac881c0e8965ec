import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Runs statements on a server, outside any store. */
export const onServer = async <T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/**
 * Makes a database beside that of the URL, with nothing in it, or a copy of another that nobody is
 * connected to; answers its own URL.
 */
export const createDatabase = async (server: string, like = 'template0'): Promise<string> => {
  const name = `tenantry_test_${randomBytes(8).toString('hex')}`;
  await onServer(server, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${like} STRATEGY file_copy`),
  );
  return onDatabase(server, name);
};

/** Whoever is still connected is told to go. */
export const dropDatabase = async (url: string): Promise<void> => {
  const name = new URL(url).pathname.slice(1);
  await onServer(onDatabase(url, 'postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
};

const onDatabase = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

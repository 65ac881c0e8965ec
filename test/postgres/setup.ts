import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { createDatabase, dropDatabase } from './databases.ts';
import { type Server, startServer } from './start-server.ts';
import { makeTemplate } from './template.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a test file asks for what it needs of PostgreSQL. */
    readonly postgres: string;
  }
}

/**
 * One PostgreSQL for all tests of a run: the one that `TENANTRY_TEST_POSTGRES` names, where its
 * user may create databases, or else one that is started when the first of them asks.
 */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  let template: Promise<string> | undefined;
  let server: Promise<Server> | undefined;
  const databases: string[] = [];

  const templateFolder = (): Promise<string> => (template ??= makeTemplate());

  const serverUrl = async (): Promise<string> => {
    const named = process.env['TENANTRY_TEST_POSTGRES'];
    if (named !== undefined && named !== '') return named;
    server ??= templateFolder().then((folder) => startServer(folder));
    return (await server).url;
  };

  const answers: Readonly<Record<string, (like?: string) => Promise<string>>> = {
    template: templateFolder,
    database: async (like) => {
      const url = await createDatabase(await serverUrl(), like);
      databases.push(url);
      return url;
    },
  };

  const door = createServer((request, response) => {
    const [, what = '', like] = request.url?.split('/') ?? [];
    const answer = answers[what];
    if (answer === undefined) response.writeHead(404).end();
    else
      answer(like).then(
        (text) => response.end(text),
        (fault: unknown) => response.writeHead(500).end(String(fault)),
      );
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  provide('postgres', `http://127.0.0.1:${address.port}`);

  return async () => {
    door.closeAllConnections();
    door.close();
    if (server === undefined) for (const url of databases) await dropDatabase(url);
    await (await server)?.remove();
    const folder = await template;
    if (folder !== undefined) rmSync(folder, { recursive: true });
  };
};

import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import {
  type Installation,
  type Program,
  type Serving,
  serving,
  tenantry,
} from '../cli/tenantry.ts';
import { emptyDatabase } from '../postgres/server.ts';
import { createRemotely } from '../protocols/customers-v2-remote.ts';
import { rounds } from '../rounds.ts';
import { migratedByNext, nextRelease } from './processes.ts';

/** A server that is gone after the test, however that ends. */
const started = async (installation: Installation, program?: Program): Promise<Serving> => {
  const server = await serving(installation, ['--port', '0'], program);
  onTestFinished(() => void server.process.kill('SIGKILL'));
  return server;
};

/** One installation of this release, which the next one joins under load. */
const upgraded = async (environment: Installation['environment']): Promise<void> => {
  const folder = emptyFolder();
  const installation: Installation = {
    folder,
    environment: {
      ...environment,
      TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more',
      TENANTRY_MAIL: 'directory:mail',
    },
  };
  const words = ['--name', 'Root', '--email', 'root@example.com', '--json'];
  const { account, apiKey } = JSON.parse(tenantry(installation, ['init', ...words]).out);

  const create = async ({ url }: Serving, key: string): Promise<string> => {
    const remote = { url, key: apiKey, account: account.id };
    const { status, id } = await createRemotely(remote, key, 1, key);
    expect(status).toBe(201);
    return id;
  };

  const previous = await started(installation);
  const made = new Map<string, string>();
  let joined = false;
  const load = async (): Promise<void> => {
    while (!joined) {
      const key = randomUUID();
      made.set(key, await create(previous, key));
      await pause(100);
    }
  };
  const loading = load();
  expect(await migratedByNext(installation)).toBe('9001-expand\n');
  const next = await started(installation, nextRelease());
  joined = true;
  await loading;

  // Each makes accounts that the other answers again.
  for (let round = 0; round < rounds(3); round++)
    for (const server of [previous, next]) {
      const key = randomUUID();
      made.set(key, await create(server, key));
    }
  for (const [key, id] of made)
    for (const server of [previous, next]) expect(await create(server, key)).toBe(id);

  // A mail for each, whichever of the two made the account.
  const mailed = () => readdirSync(join(folder, 'mail')).filter((name) => name.endsWith('.eml'));
  await expect.poll(() => mailed().length, { timeout: 30_000 }).toBe(made.size);
  expect(await previous.stop('SIGTERM')).toBe(0);
  expect(await next.stop('SIGTERM')).toBe(0);
};

/** Both databases where there is time for it. */
const places: readonly string[] = rounds(1) === 1 ? ['SQLite'] : ['SQLite', 'PostgreSQL'];

it.each(places)(
  'the next release joins this one on %s, and neither fails a request',
  async (place) => {
    const environment = place === 'SQLite' ? {} : { TENANTRY_DATABASE: await emptyDatabase() };
    await expect(upgraded(environment)).resolves.toBeUndefined();
  },
);

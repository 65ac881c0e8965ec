import { setTimeout as pause } from 'node:timers/promises';
import type { AccountId } from '@tenantry/domain';
import { createHttp } from '@tenantry/http';
import { openPostgres } from '@tenantry/postgres';
import { expect, it, onTestFinished } from 'vitest';
import { type Installed, install } from '../embed/stores.ts';
import { migratedDatabase } from '../postgres/migrated.ts';
import { runServer } from '../postgres/run-server.ts';
import { onServer } from '../postgres/server.ts';
import { expectOk } from '../protocols/installation.ts';
import { rounds } from '../rounds.ts';
import { swallowingProxy } from './swallowing-proxy.ts';

const clients = 8;

/** One attempt: what it is called, and under which key. */
const create = ({ app, caller }: Installed, name: string) =>
  app.customers.create(
    { name, users: [{ name: 'Jane Doe', email: 'jane@example.com' }] },
    { caller, idempotencyKey: name.replaceAll(' ', '-') },
  );

/** Until it is answered: whatever else comes of it meanwhile is that the store is not there. */
const insist = async (installed: Installed, name: string): Promise<string> => {
  for (let tries = 0; tries < 1000; tries++) {
    const answer = await create(installed, name);
    if (answer.ok) return answer.value.account.id;
    expect(['Unavailable', 'InProgress']).toContain(answer.error.kind);
    await pause(20);
  }
  throw new Error(`${name} was never made`);
};

/** The customers that there are, by name; each must be there once, and whole. */
const customers = async ({ app, caller }: Installed): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  let after: AccountId | undefined;
  do {
    const request = after === undefined ? { limit: 100 } : { limit: 100, after };
    const page = expectOk(await app.accounts.children(request, { caller }));
    for (const { id, name, kind } of page.items.filter((item) => item.kind === 'customer')) {
      expect(kind).toBe('customer');
      expect(found.has(name), name).toBe(false);
      found.set(name, id);
    }
    after = page.next;
  } while (after !== undefined);
  return found;
};

/** As many clients as there are, each making one customer after another until it is told to end. */
const load = (installed: Installed) => {
  const made = new Map<string, string>();
  let isOver = false;
  const client = async (number: number): Promise<void> => {
    for (let count = 0; !isOver; count++) {
      const name = `customer ${number}.${count}`;
      made.set(name, await insist(installed, name));
    }
  };
  const running = Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return {
    made,
    atLeast: async (more: number): Promise<void> => {
      const wanted = made.size + more;
      while (made.size < wanted) await pause(5);
    },
    end: async (): Promise<void> => {
      isOver = true;
      await running;
    },
  };
};

it('backends that are killed cost tries, and neither the process nor a customer', async () => {
  const url = await migratedDatabase();
  const installed = await install(() => openPostgres({ url, migrate: 'auto' }));
  const running = load(installed);
  await onServer(url, async (client) => {
    for (let kill = 0; kill < rounds(8); kill++) {
      await running.atLeast(2);
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'tenantry'
         ORDER BY random() LIMIT 2`,
      );
    }
  });
  await running.atLeast(clients);
  await running.end();
  expect(await customers(installed)).toEqual(running.made);
});

it('a server that crashes and comes back is away meanwhile, and loses nothing', async () => {
  const server = await runServer({ durable: true });
  onTestFinished(server.remove);
  const installed = await install(() => openPostgres({ url: server.url, migrate: 'auto' }));
  const http = createHttp(installed.app);
  const status = async (path: string): Promise<number> =>
    (await http.fetch(new Request(`http://localhost${path}`))).status;
  const running = load(installed);
  for (let crash = 0; crash < rounds(2); crash++) {
    await running.atLeast(2 * clients);
    await server.stop('immediate');
    expect(await status('/readyz')).toBe(503);
    expect(await status('/healthz')).toBe(200);
    expect(await create(installed, 'another customer')).toMatchObject({
      ok: false,
      error: { kind: 'Unavailable', retryAfter: 1 },
    });
    await server.start();
    await running.atLeast(2 * clients);
    expect(await status('/readyz')).toBe(200);
  }
  await running.end();
  expect(await customers(installed)).toEqual(running.made);
});

it('a commit whose answer is lost is never taken for done, and stands once', async () => {
  const proxy = await swallowingProxy(await migratedDatabase());
  onTestFinished(proxy.close);
  const installed = await install(() => openPostgres({ url: proxy.url, migrate: 'auto' }));
  const fates = [...Array<'reset'>(rounds(6)).fill('reset'), 'silent'] as const;
  for (const [trial, fate] of fates.entries()) {
    const name = `customer ${trial}`;
    proxy.arm(fate);
    expect(await create(installed, name)).toMatchObject({ error: { kind: 'Unavailable' } });
    expect(proxy.swallowed()).toBeGreaterThan(trial);
    expect(await create(installed, name)).toMatchObject({ ok: true, replayed: true });
  }
  expect((await customers(installed)).size).toBe(fates.length);
});

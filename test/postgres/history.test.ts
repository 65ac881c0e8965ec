import { randomUUID } from 'node:crypto';
import type { NewEvent, Persistence, StoredEvent } from '@tenantry/domain';
import { migratePostgres, openPostgres } from '@tenantry/postgres';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { anAccount, anEvent } from './accounts.ts';
import { createDatabase } from './databases.ts';
import { runServer, type Server } from './run-server.ts';
import { onServer } from './server.ts';
import { commit } from './unit.ts';

/**
 * One of its own: who ends in another database in the moment between the beginning of a read and
 * its question holds back what was added meanwhile, for that read. Nothing is lost by that, but
 * these tests tell how it is where nobody does so.
 */
let server: Server;
/** What the databases of these tests are copies of. */
let original: string;

beforeAll(async () => {
  server = await runServer();
  const url = await createDatabase(server.url);
  await migratePostgres({ url });
  original = new URL(url).pathname.slice(1);
});

afterAll(() => server.remove());

const opened = async () => {
  const url = await createDatabase(server.url, original);
  const store = await openPostgres({ url, poolSize: 30 });
  onTestFinished(() => store.close());
  const { id } = await commit(store, ({ accounts }) => accounts.addMaster(anAccount()));
  return { url, store, id };
};

const add = (store: Persistence, event: NewEvent) =>
  store.transact(async ({ records }) => ({ ok: true, value: await records.addEvent(event) }));

const eventsOf = (store: Persistence, after = 0): Promise<readonly StoredEvent[]> =>
  store.read(({ records }) => records.events('installation', { after, limit: 1000 }));

const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);

it('serves no event while one that began to write later may still come before it', async () => {
  const { store, id } = await opened();
  const [first, second] = [anEvent(id), anEvent(id)];
  const turns = {
    wrote: Promise.withResolvers<void>(),
    other: Promise.withResolvers<void>(),
    read: Promise.withResolvers<void>(),
  };
  const early = commit(store, async ({ accounts, records }) => {
    // It writes first, and so has the lower number.
    const added = await accounts.addMaster(anAccount());
    turns.wrote.resolve();
    await turns.other.promise;
    await records.addEvent(first);
    return added;
  });
  await turns.wrote.promise;
  const late = commit(store, async ({ records }) => {
    await records.addEvent(second);
    turns.other.resolve();
    await turns.read.promise;
    return { ok: true, value: undefined };
  });
  await early;
  const seen = [...(await eventsOf(store))];
  turns.read.resolve();
  await late;
  seen.push(...(await eventsOf(store, seen.at(-1)?.position)));
  expect(idsOf(seen)).toEqual([first.id, second.id]);
});

it('shows each event once to whoever follows while many are added', async () => {
  const { store, id } = await opened();
  const events = Array.from({ length: 40 }, () => anEvent(id));
  const state = { isOver: false };
  // So many that none has to wait for a connection.
  const writers = 20;
  const addEvery = async (first: number) => {
    for (const [at, event] of events.filter((_, each) => each % writers === first).entries())
      await commit(store, async ({ accounts, records }) => {
        if (first % 2 === 0) await accounts.addMaster(anAccount());
        if (at % 3 === 0) await accounts.masters('installation');
        await records.addEvent(event);
        return { ok: true, value: undefined };
      });
  };
  const adding = Promise.all(Array.from({ length: writers }, (_, at) => addEvery(at))).finally(
    () => {
      state.isOver = true;
    },
  );
  const seen: StoredEvent[] = [];
  for (let wasOver = false; !wasOver; ) {
    wasOver = state.isOver;
    seen.push(...(await eventsOf(store, seen.at(-1)?.position)));
  }
  await adding;
  expect(idsOf(seen).toSorted()).toEqual(idsOf(events).toSorted());
});

it('goes on after what was there where a database was filled from another server', async () => {
  const { url, store, id } = await opened();
  const [old, next] = [anEvent(id), anEvent(id)];
  await add(store, old);
  const from = 4096 * 1_000_000_000;
  await onServer(url, (client) => client.query(`UPDATE tenantry_event SET position = ${from + 7}`));
  const filled = await Promise.all(Array.from({ length: 5 }, () => openPostgres({ url })));
  for (const each of filled) onTestFinished(() => each.close());
  for (const each of filled) await add(each, anEvent(id));
  await add(store, next);
  const events = await eventsOf(store);
  expect(events).toHaveLength(7);
  expect(events[0]).toMatchObject({ id: old.id, position: from + 7 });
  expect(events.at(-1)?.id).toBe(next.id);
});

it('is held back by nobody who writes in another database of the server', async () => {
  const { store, id } = await opened();
  await onServer(server.url, async (client) => {
    await client.query('BEGIN; CREATE TABLE elsewhere (a int)');
    const event = anEvent(id);
    await add(store, event);
    expect(idsOf(await eventsOf(store))).toEqual([event.id]);
  });
});

it('is held back by what is prepared in its own database, and by none that is elsewhere', async () => {
  const { url, store, id } = await opened();
  const prepared = async (at: string, work: () => Promise<void>) => {
    const name = randomUUID();
    await onServer(at, async (client) => {
      await client.query(`BEGIN; CREATE TABLE prepared (a int); PREPARE TRANSACTION '${name}'`);
    });
    // Whoever prepared it is gone, and it is not.
    await work();
    await onServer(at, (client) => client.query(`ROLLBACK PREPARED '${name}'`));
  };
  const [first, second] = [anEvent(id), anEvent(id)];
  await prepared(server.url, async () => {
    await add(store, first);
    expect(idsOf(await eventsOf(store))).toEqual([first.id]);
  });
  await prepared(url, async () => {
    await add(store, second);
    expect(idsOf(await eventsOf(store))).toEqual([first.id]);
  });
  expect(idsOf(await eventsOf(store))).toEqual([first.id, second.id]);
});

it('keeps the order of the events of one transaction', async () => {
  const { store, id } = await opened();
  const events = Array.from({ length: 20 }, () => anEvent(id));
  await commit(store, async ({ records }) => {
    await Promise.all(events.map((event) => records.addEvent(event)));
    expect(idsOf(await records.events('installation', { limit: 30 }))).toEqual(idsOf(events));
    return { ok: true, value: undefined };
  });
  expect(idsOf(await eventsOf(store))).toEqual(idsOf(events));
});

import { err, ok, type Persistence, Reference, StoreUnavailable } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anAccount, aPartner, corrected, noAccount } from './accounts.ts';
import { migratedDatabase } from './migrated.ts';
import { onServer } from './server.ts';

const unavailable = { ok: false, error: { kind: 'Unavailable', retryAfter: 1 } };

const opened = async (poolSize = 5) => {
  const url = await migratedDatabase();
  const store = await openPostgres({ url, poolSize });
  onTestFinished(() => store.close());
  return { url, store };
};

/** Ends the connections of stores to a database, as who runs the server may. */
const endConnections = (url: string) =>
  onServer(url, (client) =>
    client.query(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
       WHERE application_name = 'tenantry' AND datname = current_database()`,
    ),
  );

/** A unit that is open until it is told to end. */
const openUnit = async (store: Persistence, work?: Parameters<Persistence['transact']>[0]) => {
  const begun = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  let runs = 0;
  const answer = store.transact(async (unit) => {
    const result = work === undefined ? await unit.records.installation() : await work(unit);
    runs++;
    begun.resolve();
    await over.promise;
    return ok(result);
  });
  answer.catch(() => undefined);
  await begun.promise;
  return { answer, end: over.resolve, runs: () => runs };
};

describe('a connection that is lost', () => {
  it('while nobody uses it is replaced, and nobody hears of it', async () => {
    const { url, store } = await opened();
    for (let round = 0; round < 3; round++) {
      const reads = Array.from({ length: 5 }, () =>
        store.read(({ records }) => records.installation()),
      );
      await Promise.all(reads);
      await endConnections(url);
      expect(await store.transact(async ({ accounts }) => accounts.addMaster(anAccount()))).toEqual(
        expect.objectContaining({ ok: true }),
      );
      await endConnections(url);
      const masters = await store.read(({ accounts }) => accounts.masters('installation'));
      expect(masters).toHaveLength(round + 1);
    }
  });

  it('in the middle of a unit has undone it, which is run again', async () => {
    const { url, store } = await opened();
    const unit = await openUnit(store, ({ accounts }) => accounts.addMaster(anAccount()));
    await endConnections(url);
    unit.end();
    expect(await unit.answer).toMatchObject({ ok: true });
    expect(unit.runs()).toBe(2);
    const masters = await store.read(({ accounts }) => accounts.masters('installation'));
    expect(masters).toHaveLength(1);
  });
});

describe('a unit', () => {
  it('is not kept where a statement failed that nobody awaited', async () => {
    const { store } = await opened();
    const unit = store.transact(async ({ accounts, records }) => {
      const added = await accounts.addMaster(anAccount());
      // On its way when the work is done: the server alone knows that it fails.
      records.addEvent(noAccount()).catch(() => undefined);
      return added;
    });
    await expect(unit).rejects.toThrow(/cannot be committed|foreign key/);
    expect(await store.read(({ accounts }) => accounts.masters('installation'))).toEqual([]);
  });

  it('that corrects to a name which another takes meanwhile hears of it', async () => {
    const { store } = await opened();
    const master = await store.transact(({ accounts }) => accounts.addMaster(anAccount()));
    if (!master.ok) throw new Error('there is no master');
    const [one, other] = await Promise.all(
      ['one', 'other'].map(async (reference) => {
        const partner = aPartner(master.value, Reference.parse(reference));
        const added = await store.transact(({ accounts }) => accounts.addPartner(partner));
        if (!added.ok) throw new Error('there is no partner');
        return added.value;
      }),
    );
    if (one === undefined || other === undefined) throw new Error('there are no partners');
    const wanted = Reference.parse('wanted');
    const first = await openUnit(store, ({ accounts }) =>
      accounts.savePartner(corrected(one, wanted)),
    );
    const second = store.transact(({ accounts }) => accounts.savePartner(corrected(other, wanted)));
    first.end();
    expect(await second).toEqual(err({ taken: 'ReferenceTaken' }));
  });

  it('and a read are unavailable while all connections are taken, and no longer', async () => {
    const { store } = await opened(1);
    const unit = await openUnit(store);
    const installation = () => store.read(({ records }) => records.installation());
    const [second, read] = await Promise.allSettled([
      store.transact(async () => ok('done')),
      installation(),
    ]);
    expect(second).toMatchObject({ value: unavailable });
    expect(read).toMatchObject({ reason: expect.any(StoreUnavailable) });
    unit.end();
    expect(await store.transact(async () => ok('done'))).toEqual(ok('done'));
    expect(await installation()).toBeUndefined();
  });

  it('is unavailable while a table is locked, as is a read, and no longer', async () => {
    const { url, store } = await opened(2);
    await onServer(url, async (client) => {
      await client.query('BEGIN; LOCK TABLE tenantry_account');
      const answers = await Promise.all(
        Array.from({ length: 10 }, () =>
          store.transact(({ accounts }) => accounts.addMaster(anAccount())),
        ),
      );
      expect(answers).toEqual(Array(10).fill(unavailable));
    });
    expect(await store.transact(({ accounts }) => accounts.addMaster(anAccount()))).toMatchObject({
      ok: true,
    });
  });

  it('takes no more connections for reads within reads', async () => {
    const { store } = await opened(2);
    const read = () =>
      store.read(async ({ records }) => {
        await records.installation();
        return store.read((view) => view.records.installation());
      });
    expect(await Promise.all(Array.from({ length: 20 }, read))).toEqual(Array(20).fill(undefined));
  });
});

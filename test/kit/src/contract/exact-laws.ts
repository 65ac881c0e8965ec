import { UserId } from '@tenantry/domain';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { addPartner } from './partner-unit.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That what resembles something is not taken for it. */
export const exactLaws = (law: StateLaw): readonly Law[] => [
  law('lookups that differ by letter case alone are different ones', async (trial) => {
    const { store, make } = trial;
    const { id } = await openMaster(trial);
    const [now, until] = [new Date(0), new Date(10_000)];
    const lookups = ['Lookup', 'lookup', 'LOOKUP'];
    const results = lookups.map((lookup) => make.result(id, { lookup }));
    await commit(store, async ({ access, records }) => {
      for (const [at, lookup] of lookups.entries())
        for (let count = 0; count <= at; count++) await access.addTry(lookup, until, now);
      for (const result of results) stored(await records.addResult(result, now));
    });
    await store.read(async ({ access, records }) => {
      for (const [at, lookup] of lookups.entries()) {
        same(await access.findTries(lookup, now), { count: at + 1, until }, `tries of ${lookup}`);
        same(await records.findResult([lookup], now), results[at], `the result of ${lookup}`);
      }
      same(await access.findTries('looKup', now), undefined, 'tries of another');
      same(await records.findResult(['looKup'], now), undefined, 'the result of another');
    });
  }),

  law('a credential of nobody is not replaced, which is an answer', async ({ store, make }) => {
    const user = make.user();
    const nobody = UserId.parse(make.uuid());
    const next = { ...user.credential, generation: 2 };
    const replaced = await commit(store, async ({ access }) => {
      stored(await access.addUser(user));
      return access.replaceCredential(nobody, 1, next);
    });
    same(replaced, false, 'whether it was replaced');
    await store.read(async ({ access }) => {
      same(await access.findUser(user.id), user, 'another user');
      same(await access.findUser(nobody), undefined, 'nobody');
    });
  }),

  law('a partner’s id and number name it as a reference alone, never as text', async (trial) => {
    const partner = await addPartner(trial, trial.make.partner([await openMaster(trial)]));
    const { id, number } = partner.account;
    await trial.store.read(async ({ accounts }) => {
      for (const text of [`${number}`, id]) {
        const slice = { skip: 0, limit: 10, named: { text } };
        const found = await accounts.partners('installation', slice);
        same(found, { total: 0, items: [] }, `partners named ${text}`);
      }
    });
  }),
];

import { deface } from './deface.ts';
import {
  demandStored,
  everythingOf,
  nothing,
  readEverything,
  whole,
  writeEverything,
} from './everything.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { createMake } from './make.ts';
import { commit, readSoon, whileOpen } from './unit.ts';

/** What reads see, and that what went in or out is nobody's handle on what is stored. */
export const readLaws = (law: StateLaw): readonly Law[] => [
  law('a read waits for no open unit', async (trial) => {
    const things = everythingOf(trial.make);
    await whileOpen(
      trial.store,
      (unit) => writeEverything(unit, things),
      async () => {
        await readSoon(trial, ({ records }) => records.installation());
      },
    );
  }),

  law('a read sees committed data alone', async (trial) => {
    const { store, make } = trial;
    const things = everythingOf(make);
    await whileOpen(
      store,
      (unit) => writeEverything(unit, things),
      async () => {
        const read = await readSoon(trial, (view) => readEverything(view, things));
        same(read, nothing, 'a read saw what was not committed');
      },
    );
    await demandStored(store, things);
  }),

  law('what was handed in cannot change what is stored', async ({ store }) => {
    // Two that make the same things: one for the adapter, one to compare with.
    const expected = everythingOf(createMake());
    const given = everythingOf(createMake());
    await commit(store, async (unit) => {
      await writeEverything(unit, given);
      deface(given);
      same(await readEverything(unit, expected), whole(expected), 'in the unit that wrote it');
    });
    await demandStored(store, expected);
  }),

  law('what was handed out cannot change what is stored', async ({ store, make }) => {
    const things = everythingOf(make);
    const expected = everythingOf(createMake());
    await commit(store, async (unit) => {
      deface(await writeEverything(unit, things));
      same(await readEverything(unit, expected), whole(expected), 'in the unit that wrote it');
      const { accounts, access, records } = unit;
      deface([
        await accounts.findCustomer('installation', expected.customer.account.id),
        await accounts.holdLineage('installation', expected.master.id),
        await access.findMembership(expected.membership.id),
        await access.findKey(expected.key.id),
        await records.installation(),
        await records.events('installation', { limit: 10 }),
      ]);
    });
    await demandStored(store, expected);
    await store.read(async ({ accounts, access, records }) => {
      deface([
        await accounts.find('installation', expected.master.id),
        await accounts.masters('installation'),
        await accounts.children('installation', expected.master.id, { limit: 10 }),
        await accounts.findCustomer('installation', expected.customer.account.id),
        await accounts.statuses([expected.master.id]),
        await access.findMembership(expected.membership.id),
        await access.findKey(expected.key.id),
        await records.installation(),
        await records.events('installation', { limit: 10 }),
      ]);
    });
    await demandStored(store, expected);
  }),
];

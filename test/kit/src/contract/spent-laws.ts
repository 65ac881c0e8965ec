import { conflicts } from './conflicts.ts';
import { everyCall } from './every-call.ts';
import { everythingOf } from './everything.ts';
import { addEverything } from './everything-stored.ts';
import { demand, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { answersOf, commit, demandAbsent, endingOf, stored } from './unit.ts';

/** That after a conflict a unit can do nothing more, on any store alike. */
export const spentLaws = (law: StateLaw): readonly Law[] =>
  conflicts.map(({ over, meet }) =>
    law(`a conflict over ${over} spends the unit`, async ({ store, make }) => {
      const [there, added] = [everythingOf(make), everythingOf(make)];
      const master = make.master();
      await commit(store, (unit) => addEverything(unit, there));
      const met = new Set<boolean>();
      const answered = new Set<string>();
      const outcome = await endingOf(
        store.transact(async (unit) => {
          stored(await unit.accounts.addMaster(master));
          met.add((await meet(unit, there, make)).ok);
          for (const name of await answersOf(everyCall(unit, added))) answered.add(name);
          return { ok: true, value: undefined };
        }),
      );
      same([...met], [false], 'what was taken was stored');
      same([...answered].join(', '), '', 'a spent unit answered further calls');
      demand(outcome !== 'ok', 'a spent unit committed, or said so');
      await demandAbsent(store, master.id);
    }),
  );

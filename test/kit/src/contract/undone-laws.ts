import { changes } from './changes.ts';
import { everythingOf } from './everything.ts';
import { addEverything, demandStored } from './everything-stored.ts';
import { demand } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, endingOf, rollbacks } from './unit.ts';

/** That a change of what stands is undone with its unit, as an addition is. */
export const undoneLaws = (law: StateLaw): readonly Law[] =>
  changes.map(({ called, change }) =>
    law(`${called} is undone with its unit`, async ({ store, make }) => {
      const things = everythingOf(make);
      await commit(store, (unit) => addEverything(unit, things));
      for (const { after, end } of rollbacks) {
        const done = new Set<unknown>();
        await endingOf(
          store.transact(async (unit) => {
            done.add(await change(unit, things, make));
            return end();
          }),
        );
        demand(done.size === 1 && !done.has(false), `there was none before ${after}`);
        await demandStored(store, things);
      }
    }),
  );

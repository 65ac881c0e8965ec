import { everythingOf } from './everything.ts';
import { readEverything, whole } from './everything-read.ts';
import { writeEverything } from './everything-stored.ts';
import { demand, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { readSoon, settlesSoon } from './meanwhile.ts';
import { commit, endingOf, endings, stored } from './unit.ts';

/** What a unit, or a read, begins within itself, and what it leaves behind. */
export const nestedLaws = (law: StateLaw): readonly Law[] => [
  law('a nested transact throws at once', async (trial) => {
    const { store, make } = trial;
    const attempt = async (): Promise<void> => {
      const ran = { nested: false };
      const nested = endingOf(
        store.transact(async () => {
          ran.nested = true;
          return { ok: true, value: undefined };
        }),
      );
      demand(await settlesSoon(nested, trial), 'a nested transact waits for ever');
      demand((await nested) === 'thrown' && !ran.nested, 'a nested transact was let through');
    };
    await commit(store, async ({ accounts }) => {
      await attempt();
      stored(await accounts.addMaster(make.master()));
      await attempt();
    });
  }),

  ...endings.map(({ after, end }) =>
    law(`what a unit left behind may begin another after ${after}`, async ({ store, make }) => {
      const settled = Promise.withResolvers<void>();
      const left: Promise<unknown>[] = [];
      const master = make.master();
      const leave = async (): Promise<void> => {
        await settled.promise;
        await commit(store, async ({ accounts }) => stored(await accounts.addMaster(master)));
      };
      await endingOf(
        store.transact(async () => {
          left.push(leave());
          return end();
        }),
      );
      settled.resolve();
      await Promise.all(left);
      const { id } = master;
      const found = await store.read(({ accounts }) => accounts.find('installation', id));
      same(found?.id, id, 'what the second unit stored');
    }),
  ),

  law('a read within a read answers, and leaves the outer one alive', async (trial) => {
    const { store, make } = trial;
    const things = everythingOf(make);
    await commit(store, (unit) => writeEverything(unit, things));
    await store.read(async (view) => {
      const read = await readSoon(trial, (inner) => readEverything(inner, things));
      same(read, whole(things), 'the read within');
      same(await readEverything(view, things), whole(things), 'the read around it');
    });
  }),

  law('what a read left behind may begin another once it has settled', async (trial) => {
    const { store, make } = trial;
    const things = everythingOf(make);
    const settled = Promise.withResolvers<void>();
    const left: Promise<object>[] = [];
    await store.read(async () => {
      left.push(settled.promise.then(() => store.read((view) => readEverything(view, things))));
    });
    await commit(store, (unit) => writeEverything(unit, things));
    settled.resolve();
    same(await Promise.all(left), [whole(things)], 'what the second read saw');
  }),
];

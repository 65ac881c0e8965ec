import { ok } from '@tenantry/domain';
import { everyCall } from './every-call.ts';
import { everythingOf } from './everything.ts';
import { addEverything, demandNoTrace } from './everything-stored.ts';
import { same } from './expect.ts';
import { faults } from './faults.ts';
import type { Law, StateLaw } from './law.ts';
import { answersOf, commit, endingOf } from './unit.ts';

/** That a fault is the end of its unit, also where work looks away. */
export const faultLaws = (law: StateLaw): readonly Law[] => [
  ...faults.map(({ called, meet }) =>
    law(`${called} is a fault, and spends the unit`, async ({ store, make }) => {
      const [things, added] = [everythingOf(make), everythingOf(make)];
      const answered = new Set<string>();
      const outcome = await endingOf(
        store.transact(async (unit) => {
          await addEverything(unit, things);
          const calls = { [called]: () => meet(unit, make, things), ...everyCall(unit, added) };
          for (const name of await answersOf(calls)) answered.add(name);
          return ok(undefined);
        }),
      );
      same([...answered].join(', '), '', 'what a fault had to keep from being answered');
      same(outcome, 'thrown', 'the end of a unit that met a fault');
      await demandNoTrace(store, things);
    }),
  ),

  ...turns.map(({ place, inTurn }) =>
    law(`of calls made in one turn nothing is left when the ${place} is a fault`, async (trial) => {
      const { store, make } = trial;
      const things = everythingOf(make);
      const begun: Promise<unknown>[] = [];
      const outcome = endingOf(
        store.transact(async (unit) => {
          const bad = () => unit.access.addKey(make.key(make.accountId()));
          const good = Object.values(everyCall(unit, things));
          begun.push(...inTurn(bad, good).map((call) => call()));
          await Promise.all(begun).catch(() => undefined);
          return ok(undefined);
        }),
      );
      // A neighbour that is open while what was begun comes to its end.
      await commit(store, async ({ records }) => {
        for (let call = 0; call < 30; call++) await records.installation();
      });
      same(await outcome, 'thrown', 'the end of the unit');
      await Promise.allSettled(begun);
      await demandNoTrace(store, things);
    }),
  ),
];

type Call = () => Promise<unknown>;

interface Turn {
  readonly place: string;
  readonly inTurn: (bad: Call, good: readonly Call[]) => readonly Call[];
}

const turns: readonly Turn[] = [
  { place: 'first', inTurn: (bad, good) => [bad, ...good] },
  { place: 'last', inTurn: (bad, good) => [...good, bad] },
];

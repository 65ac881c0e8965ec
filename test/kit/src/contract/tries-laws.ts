import type { Tries } from '@tenantry/domain';
import { same } from './expect.ts';
import { demandForgetting, many } from './forgetting.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { allEnd } from './meanwhile.ts';
import { commit } from './unit.ts';

const racers = 20;

/** That whoever guesses is counted, window by window. */
export const triesLaws = (law: StateLaw): readonly Law[] => [
  law(
    'tries are counted under their lookup, until the first one’s window is over',
    async (trial) => {
      const first = { lookup: 'one', until: at(10) };
      for (const count of [1, 2, 3])
        same(
          await add(trial, { ...first, until: at(10 * count), now: at(count) }),
          {
            count,
            until: at(10),
          },
          `try ${count}`,
        );
      same(
        await add(trial, { lookup: 'other', until: at(30), now: at(4) }),
        {
          count: 1,
          until: at(30),
        },
        'the first under another lookup',
      );
      same(await find(trial, 'one', at(9)), { count: 3, until: at(10) }, 'within the window');
      same(await find(trial, 'one', at(10)), undefined, 'when the window is over');
      same(await find(trial, 'other', at(10)), { count: 1, until: at(30) }, 'within another');
      same(await find(trial, 'nobody', at(0)), undefined, 'under a lookup without tries');
    },
  ),

  law('counting begins anew once a window is over', async (trial) => {
    for (const now of [at(0), at(1)]) await add(trial, { lookup: 'one', until: at(10), now });
    const anew = { count: 1, until: at(20) };
    same(await add(trial, { lookup: 'one', until: at(20), now: at(10) }), anew, 'the first try');
    same(await find(trial, 'one', at(19)), anew, 'the window');
  }),

  law(`none of ${many} windows that are over is answered or counted on`, async (trial) => {
    const lookups = await addOver(trial);
    for (const lookup of lookups)
      same(await find(trial, lookup, at(10)), undefined, `under ${lookup}`);
    const anew = { count: 1, until: at(20) };
    for (const lookup of lookups) {
      same(await add(trial, { ...anew, lookup, now: at(10) }), anew, `a try under ${lookup}`);
      same(await find(trial, lookup, at(19)), anew, `found under ${lookup}`);
    }
  }),

  law(`of ${many} windows that are over some are forgotten with each try`, async (trial) => {
    await add(trial, { lookup: 'live', until: at(11), now: at(0) });
    const lookups = await addOver(trial);
    const left = async () => {
      // As of a time at which all of them were open.
      const found = await Promise.all(lookups.map((lookup) => find(trial, lookup, at(0))));
      return found.filter((tries) => tries !== undefined).length;
    };
    await demandForgetting(left, () => add(trial, { lookup: 'next', until: at(20), now: at(10) }));
    same(await find(trial, 'live', at(10)), { count: 1, until: at(11) }, 'a window that goes on');
  }),

  law('a try that is taken back is none, and nobody has fewer than none', async (trial) => {
    const count = () => find(trial, 'one', at(0)).then((tries) => tries?.count ?? 0);
    const next = { lookup: 'one', until: at(10), now: at(0) };
    await remove(trial, next);
    same(await count(), 0, 'where there was none');
    await add(trial, next);
    await add(trial, next);
    await add(trial, { ...next, lookup: 'other' });
    await remove(trial, next);
    same(await count(), 1, 'of two');
    await remove(trial, next);
    await remove(trial, next);
    same(await count(), 0, 'of none');
    same((await add(trial, next)).count, 1, 'the next one');
    same((await find(trial, 'other', at(0)))?.count, 1, 'under another lookup');
  }),

  law('a try of another window is not taken back', async (trial) => {
    const first = { lookup: 'one', until: at(10), now: at(0) };
    const later = { lookup: 'one', until: at(20), now: at(10) };
    for (const tried of [first, later, later]) await add(trial, tried);
    for (const until of [first.until, at(15), new Date(at(20).getTime() + 1), at(21)]) {
      await remove(trial, { lookup: 'one', until });
      same(await find(trial, 'one', at(19)), { count: 2, until: at(20) }, 'the later window');
    }
    await remove(trial, later);
    same(await find(trial, 'one', at(19)), { count: 1, until: at(20) }, 'its own try taken back');
  }),

  law('all tries under a lookup are forgotten, and none under another', async (trial) => {
    const forget = (lookup: string) =>
      commit(trial.store, ({ access }) => access.forgetTries(lookup));
    const next = { lookup: 'one', until: at(10), now: at(0) };
    for (const lookup of ['one', 'one', 'One', 'other']) await add(trial, { ...next, lookup });
    await forget('nobody');
    await forget('one');
    await forget('one');
    same(await find(trial, 'one', at(0)), undefined, 'the tries');
    for (const lookup of ['One', 'other'])
      same(await find(trial, lookup, at(0)), { count: 1, until: at(10) }, `under ${lookup}`);
    const anew = { count: 1, until: at(20) };
    same(await add(trial, { ...next, until: at(20) }), anew, 'the next one');
  }),

  law(`no two of ${racers} who try at once are given one count`, async (trial) => {
    const tries = Array.from({ length: racers }, () =>
      add(trial, { lookup: 'one', until: at(10), now: at(0) }),
    );
    const counts = (await Promise.all(tries)).map(({ count }) => count);
    const expected = Array.from({ length: racers }, (_, before) => before + 1);
    same(
      counts.toSorted((a, b) => a - b),
      expected,
      'the counts',
    );
  }),

  law(`${racers} who try at once all count, whatever they forget`, async (trial) => {
    await addOver(trial);
    const tries = Array.from({ length: racers }, (_, racer) =>
      add(trial, { lookup: `of ${racer}`, until: at(20), now: at(10) }),
    );
    const counted = await allEnd(trial, tries);
    same(counted, Array(racers).fill({ count: 1, until: at(20) }), 'what each of them counted');
  }),

  law('a try in a unit that was rolled back counts for nothing', async ({ store }) => {
    const trying = { lookup: 'one', until: at(10), now: at(0) };
    await add({ store }, trying);
    await store.transact(async ({ access }) => {
      same((await access.addTry('one', at(10), at(0))).count, 2, 'within the unit');
      return { ok: false, error: { kind: 'Declined' } } as const;
    });
    same((await add({ store }, trying)).count, 2, 'after it');
  }),
];

const at = (second: number): Date => new Date(Date.UTC(2030, 0) + second * 1000);

interface Trying {
  readonly lookup: string;
  readonly until: Date;
  readonly now: Date;
}

const add = ({ store }: Pick<Trial, 'store'>, { lookup, until, now }: Trying): Promise<Tries> =>
  commit(store, ({ access }) => access.addTry(lookup, until, now));

const remove = ({ store }: Trial, { lookup, until }: Omit<Trying, 'now'>): Promise<void> =>
  commit(store, ({ access }) => access.removeTry(lookup, until));

const find = ({ store }: Trial, lookup: string, now: Date): Promise<Tries | undefined> =>
  store.read(({ access }) => access.findTries(lookup, now));

/** Windows that are over ten seconds on; what begins first ends last, at that very moment. */
const addOver = ({ store }: Trial): Promise<readonly string[]> =>
  commit(store, async ({ access }) => {
    const lookups = Array.from({ length: many }, (_, place) => `over ${place}`);
    for (const [place, lookup] of lookups.entries())
      await access.addTry(lookup, new Date(at(10).getTime() - place), at(0));
    return lookups;
  });

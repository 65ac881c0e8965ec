import type { Delivery } from '@tenantry/domain';
import { demand, same } from './expect.ts';
import { idsOf } from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { add, addSome, at, claim, endings, member, settle } from './outbox.ts';

/** What a relay may count on. */
export const deliveryLaws = (law: StateLaw): readonly Law[] => [
  law('mail that is owed is claimed whole, and when it is due', async (trial) => {
    const { make } = trial;
    const owed = make.delivery(await member(trial), at(10));
    await add(trial, { ...owed, generation: 3 });
    same(await claim(trial, { now: at(9) }), [], 'mail that is not due yet');
    const claimed = await claim(trial, { now: at(10) });
    const fence = claimed[0]?.fence;
    same(claimed, [{ ...owed, generation: 3, attempts: 0, fence }], 'the claim');
    demand(Number.isSafeInteger(fence), `the fence has to be a whole number, and is ${fence}`);
  }),

  law('a claim takes no more than it asks for, and leaves the rest', async (trial) => {
    const owed = await addSome(trial, 5);
    const first = await claim(trial, { now: at(1), limit: 2 });
    const second = await claim(trial, { now: at(1), limit: 2 });
    const third = await claim(trial, { now: at(1), limit: 2 });
    same([first.length, second.length, third.length], [2, 2, 1], 'the sizes of the claims');
    const all = idsOf([...first, ...second, ...third]).toSorted();
    same(all, idsOf(owed).toSorted(), 'what was claimed');
  }),

  law('mail that failed least often is claimed first', async (trial) => {
    const often = await addSome(trial, 1);
    await fail(trial, at(1));
    await fail(trial, at(40));
    const once = await addSome(trial, 1);
    await fail(trial, at(40));
    const never = await addSome(trial, 2, at(50));
    // A lease that lapses makes nobody wait behind those that failed.
    await claim(trial, { now: at(100), until: at(101), limit: 3 });
    const claimed = await claim(trial, { now: at(200) });
    same(idsOf(claimed.slice(2)), idsOf([...once, ...often]), 'what failed, by failures');
    same(idsOf(claimed.slice(0, 2)).toSorted(), idsOf(never).toSorted(), 'what never failed');
    same(
      claimed.map(({ attempts }) => attempts),
      [0, 0, 1, 2],
      'the failures',
    );
  }),

  law('a claim that lapsed is no failure', async (trial) => {
    await addSome(trial, 1);
    const failuresAt = async (second: number): Promise<readonly number[]> => {
      const claimed = await claim(trial, { now: at(second), until: at(second + 9) });
      return claimed.map(({ attempts }) => attempts);
    };
    same(
      [await failuresAt(1), await failuresAt(11), await failuresAt(21)],
      [[0], [0], [0]],
      'none',
    );
    const [claimed] = await claim(trial, { now: at(31), until: at(40) });
    await settle(trial, claimed, { state: 'retry', at: at(41), attempts: 3 });
    same([await failuresAt(41), await failuresAt(51)], [[3], [3]], 'those that were told');
  }),

  law('the failures that a retry tells come back', async (trial) => {
    await addSome(trial, 1);
    // Mail that was only held back tells as many as before.
    for (const attempts of [1, 5, 5, 0]) {
      const [claimed] = await claim(trial, { now: at(1) });
      await settle(trial, claimed, { state: 'retry', at: at(1), attempts });
      const [again] = await claim(trial, { now: at(1) });
      same(again?.attempts, attempts, 'the failures before the claim');
      await settle(trial, again, { state: 'retry', at: at(1), attempts });
    }
  }),

  law('a lease keeps others away until it ends', async (trial) => {
    const owed = await addSome(trial, 1);
    const [first] = await claim(trial, { now: at(1), until: at(60) });
    same(await claim(trial, { now: at(59), until: at(90) }), [], 'mail under a lease');
    const [second] = await claim(trial, { now: at(61), until: at(120) });
    same(second?.id, owed[0]?.id, 'mail whose lease has ended');
    same(await claim(trial, { now: at(119) }), [], 'mail under its second lease');
    demandHigher(first, second);
  }),

  ...endings.map((ending) =>
    law(`mail that ended as ${ending.state} is never claimed again`, async (trial) => {
      const [ended] = await addSome(trial, 1);
      const [claimed] = await claim(trial, { now: at(1), until: at(60) });
      same(await settle(trial, claimed, ending), true, 'the settlement');
      same(await claim(trial, { now: at(61) }), [], 'after the lease');
      same(await claim(trial, { now: at(1_000_000) }), [], `long after ${ended?.id} ended`);
    }),
  ),

  law('a retry is due again at its time', async (trial) => {
    const [owed] = await addSome(trial, 1);
    const [first] = await claim(trial, { now: at(1), until: at(60) });
    const retry = { state: 'retry', at: at(30), attempts: 1 } as const;
    same(await settle(trial, first, retry), true, 'the settlement');
    same(await claim(trial, { now: at(29) }), [], 'before its time');
    const [second] = await claim(trial, { now: at(30) });
    same(second?.id, owed?.id, 'at its time, though the first lease had run on');
    demandHigher(first, second);
  }),

  law('a relay whose lease was taken over settles nothing', async (trial) => {
    await addSome(trial, 1);
    const [first] = await claim(trial, { now: at(1), until: at(60) });
    const [second] = await claim(trial, { now: at(61), until: at(120) });
    const retry = { state: 'retry', at: at(62), attempts: 9 } as const;
    for (const ending of [...endings, retry])
      same(await settle(trial, first, ending), false, `${ending.state}, under a stale fence`);
    same(await claim(trial, { now: at(119), until: at(120) }), [], 'mail under the second lease');
    const [third] = await claim(trial, { now: at(121), until: at(180) });
    same(third?.attempts, 0, 'the failures, after a stale fence told of some');
    demandHigher(second, third);
    const again = { state: 'retry', at: at(200), attempts: 1 } as const;
    same(await settle(trial, second, again), false, 'the second relay, after the third came');
    same(await settle(trial, third, again), true, 'the third relay');
    const [fourth] = await claim(trial, { now: at(200) });
    demandHigher(third, fourth);
  }),

  law('mail that nobody knows settles nothing', async (trial) => {
    const nobodys = { ...trial.make.delivery(await member(trial)), attempts: 0, fence: 1 };
    same(await settle(trial, nobodys, { state: 'sent' }), false, 'the settlement');
  }),

  law('of 20 relays at once no two claim one message', async (trial) => {
    const owed = await addSome(trial, 30);
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => claim(trial, { now: at(1), until: at(60), limit: 2 })),
    );
    same(idsOf(claims.flat()).toSorted(), idsOf(owed).toSorted(), 'what was claimed');
  }),
];

/** The only message that is due is tried, and comes to nothing. */
async function fail(trial: Trial, again: Date): Promise<void> {
  const [claimed, ...others] = await claim(trial, { now: at(1), until: at(2) });
  same(others, [], 'what else is due');
  const attempts = (claimed?.attempts ?? 0) + 1;
  await settle(trial, claimed, { state: 'retry', at: again, attempts });
}

function demandHigher(before: Delivery | undefined, after: Delivery | undefined): void {
  const [low, high] = [before?.fence ?? 0, after?.fence ?? 0];
  demand(low < high, `a later fence has to be higher: ${low}, then ${high}`);
}

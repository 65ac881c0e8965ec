import type { Claim, Delivery, MembershipId, NewDelivery, Settlement } from '@tenantry/domain';
import { demand, same } from './expect.ts';
import { idsOf } from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { commit, stored } from './unit.ts';

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

  law('mail that was tried least often is claimed first', async (trial) => {
    const often = await addSome(trial, 1);
    await fail(trial, at(1));
    await fail(trial, at(40));
    const once = await addSome(trial, 1);
    await fail(trial, at(40));
    const never = await addSome(trial, 2, at(50));
    const claimed = await claim(trial, { now: at(100) });
    same(idsOf(claimed.slice(2)), idsOf([...once, ...often]), 'what was tried, by tries');
    same(idsOf(claimed.slice(0, 2)).toSorted(), idsOf(never).toSorted(), 'what was never tried');
    same(
      claimed.map(({ attempts }) => attempts),
      [0, 0, 1, 2],
      'the tries',
    );
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

  ...endings.map((state) =>
    law(`mail that ended as ${state} is never claimed again`, async (trial) => {
      const [ended] = await addSome(trial, 1);
      const [claimed] = await claim(trial, { now: at(1), until: at(60) });
      same(await settle(trial, claimed, { state }), true, 'the settlement');
      same(await claim(trial, { now: at(61) }), [], 'after the lease');
      same(await claim(trial, { now: at(1_000_000) }), [], `long after ${ended?.id} ended`);
    }),
  ),

  law('a retry is due again at its time', async (trial) => {
    const [owed] = await addSome(trial, 1);
    const [first] = await claim(trial, { now: at(1), until: at(60) });
    same(await settle(trial, first, { state: 'retry', at: at(30) }), true, 'the settlement');
    same(await claim(trial, { now: at(29) }), [], 'before its time');
    const [second] = await claim(trial, { now: at(30) });
    same(second?.id, owed?.id, 'at its time, though the first lease had run on');
    same(second?.attempts, 1, 'the tries before');
    demandHigher(first, second);
  }),

  law('a relay whose lease was taken over settles nothing', async (trial) => {
    await addSome(trial, 1);
    const [first] = await claim(trial, { now: at(1), until: at(60) });
    const [second] = await claim(trial, { now: at(61), until: at(120) });
    const stale = [...endings.map((state) => ({ state })), { state: 'retry' as const, at: at(62) }];
    for (const ending of stale)
      same(await settle(trial, first, ending), false, `${ending.state}, under a stale fence`);
    same(await claim(trial, { now: at(119) }), [], 'mail under the second lease');
    same(await settle(trial, second, { state: 'retry', at: at(200) }), true, 'the second relay');
    const [third] = await claim(trial, { now: at(200) });
    demandHigher(second, third);
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

const endings = ['sent', 'superseded', 'undeliverable'] as const;

const at = (second: number): Date => new Date(Date.UTC(2030, 0) + second * 1000);

const member = ({ store, make }: Trial): Promise<MembershipId> =>
  commit(store, async ({ accounts, access }) => {
    const { id } = stored(await accounts.addMaster(make.master()));
    return stored(await access.addMembership(make.invited(id))).id;
  });

const add = ({ store }: Trial, ...owed: readonly NewDelivery[]): Promise<void> =>
  commit(store, ({ deliveries }) => deliveries.add(owed));

async function addSome(
  trial: Trial,
  count: number,
  dueAt = at(0),
): Promise<readonly NewDelivery[]> {
  const membership = await member(trial);
  const owed = Array.from({ length: count }, () => trial.make.delivery(membership, dueAt));
  await add(trial, ...owed);
  return owed;
}

const claim = (
  { store }: Trial,
  { now, until = at(1_000_000_000), limit = 100 }: Partial<Claim> & Pick<Claim, 'now'>,
): Promise<readonly Delivery[]> =>
  commit(store, ({ deliveries }) => deliveries.claim({ now, until, limit }));

type Ending = Settlement extends infer Each
  ? Each extends Settlement
    ? Omit<Each, 'id' | 'fence'>
    : never
  : never;

function settle({ store }: Trial, claimed: Delivery | undefined, ending: Ending): Promise<boolean> {
  if (claimed === undefined) throw new Error('there was mail to be claimed, and none came');
  const { id, fence } = claimed;
  return commit(store, ({ deliveries }) => deliveries.settle({ ...ending, id, fence }));
}

/** The only message that is due is tried, and comes to nothing. */
async function fail(trial: Trial, again: Date): Promise<void> {
  const [claimed, ...others] = await claim(trial, { now: at(1), until: at(2) });
  same(others, [], 'what else is due');
  await settle(trial, claimed, { state: 'retry', at: again });
}

function demandHigher(before: Delivery | undefined, after: Delivery | undefined): void {
  const [low, high] = [before?.fence ?? 0, after?.fence ?? 0];
  demand(low < high, `a later fence has to be higher: ${low}, then ${high}`);
}

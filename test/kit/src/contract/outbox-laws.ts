import {
  type Delivery,
  type DeliveryState,
  deliveryStates,
  MembershipId,
  type NewDelivery,
  type StoredDelivery,
} from '@tenantry/domain';
import fc from 'fast-check';
import { forAll, texts } from './cases.ts';
import { demand, same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import {
  add,
  addSome,
  at,
  claim,
  claimOne,
  endings,
  find,
  type Known,
  member,
  settle,
} from './outbox.ts';
import { demandPages } from './pages.ts';
import { addUser } from './partner-unit.ts';
import { commit } from './unit.ts';

/** What whoever looks after the mail may count on. */
export const outboxLaws = (law: StateLaw): readonly Law[] => [
  law(
    'mail of each kind is claimed whole, and stands in the outbox with its lease',
    async (trial) => {
      const { store, make } = trial;
      const userId = await addUser(trial);
      const reset = make.reset({ userId });
      await commit(store, ({ access }) => access.addReset(reset, new Date(0)));
      const parts = { generation: 7, dueAt: at(1) };
      const owed: readonly NewDelivery[] = [
        { ...parts, id: make.uuid(), kind: 'invitation', membershipId: await member(trial) },
        { ...parts, id: make.uuid(), kind: 'passwordReset', resetId: reset.id },
        { ...parts, id: make.uuid(), kind: 'passwordChanged', userId },
      ];
      await add(trial, ...owed);
      for (const delivery of owed) {
        const found = await find(trial, delivery);
        same(found, { ...delivery, state: 'due', attempts: 0, fence: found?.fence }, 'before');
      }
      const claimed = await claim(trial, { now: at(1), until: at(60) });
      same(claimed.toSorted(byId), fenced(owed, claimed).toSorted(byId), 'what was claimed');
      for (const delivery of claimed) {
        const stands = { ...delivery, state: 'due', leasedUntil: at(60) };
        same(await find(trial, delivery), stands, `mail that was claimed: ${delivery.kind}`);
      }
      same(await find(trial, { id: make.uuid() }), undefined, 'mail that there is not');
    },
  ),

  law('mail stands as it was settled, in each state', async (trial) => {
    for (const ending of endings) {
      const claimed = await claimOne(trial);
      same(await settle(trial, claimed, ending), true, ending.state);
      same(await find(trial, claimed), { ...claimed, ...ending }, `mail that is ${ending.state}`);
      for (const again of [...endings, { state: 'retry', at: at(9), attempts: 9 } as const])
        same(await settle(trial, claimed, again), false, `${again.state} after ${ending.state}`);
      same(await find(trial, claimed), { ...claimed, ...ending }, `mail that was ${ending.state}`);
    }
    const claimed = await claimOne(trial);
    await settle(trial, claimed, { state: 'retry', at: at(70), attempts: 3 });
    const again = { ...claimed, state: 'due', dueAt: at(70), attempts: 3 };
    same(await find(trial, claimed), again, 'mail that is due again');
  }),

  law('why mail was not sent is kept until there is another reason', (trial) =>
    forAll(
      fc.tuple(texts, texts),
      async ([first, second]) => {
        const claimed = await claimOne(trial);
        const retry = { state: 'retry', at: at(1), attempts: 1 } as const;
        for (const [told, kept] of [
          [undefined, undefined],
          [first, first],
          [undefined, first],
          [second, second],
        ]) {
          const again = await claimAgain(trial, claimed);
          await settle(trial, again, { ...retry, ...(told === undefined ? {} : { reason: told }) });
          const found = await find(trial, claimed);
          same(found?.reason, kept, 'the reason');
        }
        await settle(trial, await claimAgain(trial, claimed), { state: 'sent' });
        same((await find(trial, claimed))?.reason, second, 'of mail that was sent in the end');
      },
      { runs: 3 },
    ),
  ),

  law('mail is listed by id, that of one state alone where it is asked for', async (trial) => {
    const owed = await addSome(trial, 9);
    const claimed = await claim(trial, { now: at(1), until: at(60), limit: 7 });
    const states = new Map<string, DeliveryState>(owed.map(({ id }) => [id, 'due']));
    for (const [place, ending] of [...endings, ...endings].entries()) {
      await settle(trial, claimed[place], ending);
      const { id = '' } = claimed[place] ?? {};
      if (ending.state !== 'retry') states.set(id, ending.state);
    }
    await trial.store.read(async ({ deliveries }) => {
      for (const state of [undefined, ...deliveryStates]) {
        const asked = state === undefined ? {} : { state };
        const all: StoredDelivery[] = [];
        for (const { id } of owed.toSorted(byId)) {
          const delivery = await deliveries.findDelivery(id);
          if (delivery !== undefined && (state === undefined || states.get(id) === state))
            all.push(delivery);
        }
        await demandPages(
          ({ id }) => id,
          (page) => deliveries.listDeliveries({ ...page, ...asked }),
          all,
          `mail that is ${state ?? 'of any state'}`,
        );
        demand(all.length > 1, `there is some mail that is ${state ?? 'of any state'}`);
      }
    });
  }),

  law(
    'the newest mail of a membership is of its highest generation, then of the highest id',
    async (trial) => {
      const { make, store } = trial;
      const [one, other, none] = [await member(trial), await member(trial), await member(trial)];
      const ascending = [1, 2, 3].map(() => make.delivery(one)).toSorted(byId);
      // What is first by id, or due last, need not be the newest.
      const mine = ascending.map((mail, place) => ({
        ...mail,
        generation: place < 2 ? 2 : 1,
        dueAt: at(place),
      }));
      const beside = make.delivery(other, at(0));
      await add(trial, ...mine.toReversed(), beside);
      const nobody = MembershipId.parse(make.uuid());
      const newest = await store.read(({ deliveries }) =>
        deliveries.newestOf([other, none, one, nobody, one]),
      );
      const expected = new Map([
        [other, await find(trial, beside)],
        [one, await find(trial, mine[1])],
      ]);
      same(newest, expected, 'the newest');
      for (const claimed of await claim(trial, { now: at(9) }))
        await settle(trial, claimed, { state: 'superseded' });
      const later = await store.read(({ deliveries }) => deliveries.newestOf([one]));
      same(later, new Map([[one, await find(trial, mine[1])]]), 'the newest, though it has ended');
    },
  ),
];

const byId = (a: Known, b: Known): number => (a.id < b.id ? -1 : 1);

/** Once more, whoever has it now. */
async function claimAgain(trial: Trial, { id }: Known): Promise<Delivery | undefined> {
  const claimed = await claim(trial, { now: at(60), until: at(60), limit: 10 });
  return claimed.find((delivery) => delivery.id === id);
}

/** What was owed, with the fences that it was claimed under. */
const fenced = (owed: readonly NewDelivery[], claimed: readonly Delivery[]) =>
  owed.map((delivery) => ({
    ...delivery,
    attempts: 0,
    fence: claimed.find(({ id }) => id === delivery.id)?.fence,
  }));

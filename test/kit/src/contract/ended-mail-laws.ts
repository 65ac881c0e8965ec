import type { NewDelivery, NewMembership, StoredDelivery } from '@tenantry/domain';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { add, at, claim, endings, settle } from './outbox.ts';
import { addUser } from './partner-unit.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That mail which ended long ago is forgotten, but not what tells how somebody's mail stands. */
export const endedMailLaws = (law: StateLaw): readonly Law[] => [
  law('mail that ended and was due before a time is forgotten, however it ended', async (trial) => {
    const about = { kind: 'passwordChanged' as const, userId: await addUser(trial), generation: 1 };
    const note = (dueAt: Date): NewDelivery => ({ ...about, id: trial.make.uuid(), dueAt });
    const before = [...endings, ...endings].map((_, place) => note(at(4 + place)));
    const then = endings.map(() => note(at(10)));
    const due = note(at(3));
    await add(trial, ...before, ...then, due);
    await end(trial, [...before, ...then]);
    const said = [await forget(trial, 4), await forget(trial, 4), await forget(trial, 4)];
    same(said, [4, 2, 0], 'what was said to be forgotten');
    const left = new Set((await all(trial)).map(({ id }) => id));
    same(left, new Set([...then, due].map(({ id }) => id)), 'what has just ended, or is due');
  }),

  law(
    'of mail to somebody who stands invited the newest stays, of other mail none',
    async (trial) => {
      const { store, make } = trial;
      const { id: accountId } = await openMaster(trial);
      const userId = await addUser(trial);
      const place = () => ({ ...make.place(accountId), generation: 2 });
      const invited = make.invited(accountId);
      const uninvited: NewMembership = { ...place(), status: 'invited' };
      const others: readonly NewMembership[] = [
        { ...place(), status: 'active', userId },
        { ...place(), status: 'disabled' },
        { ...place(), status: 'revoked' },
      ];
      await commit(store, async ({ access }) => {
        for (const each of [invited, uninvited, ...others])
          stored(await access.addMembership(each));
      });
      // What is first by id, or last, need not be the newest.
      const ids = [make.uuid(), make.uuid(), make.uuid()].toSorted();
      const mine = ids.map((id, place) => {
        const generation = place < 2 ? 2 : 1;
        return { ...make.delivery(invited.id, at(place)), id, generation };
      });
      const newest = ids[1];
      const alone = make.delivery(uninvited.id);
      const rest = others.map(({ id }) => make.delivery(id));
      await add(trial, ...mine, alone, ...rest);
      await end(trial, [...mine, alone, ...rest]);
      same(await forget(trial, 100), 5, 'what was said to be forgotten');
      const left = (await all(trial)).map(({ id }) => id);
      same(left, [newest, alone.id].toSorted(), 'what is left');
      const told = await store.read(({ deliveries }) => deliveries.newestOf([invited.id]));
      same(told.get(invited.id)?.id, newest, 'how the mail to who is invited stands');
    },
  ),
];

/** Brings all of this mail to an end, in each way by turns. */
async function end(trial: Trial, mail: readonly NewDelivery[]): Promise<void> {
  const ended = mail.map(({ id }) => id);
  for (const claimed of await claim(trial, { now: at(10), until: at(11) })) {
    const ending = endings[ended.indexOf(claimed.id) % endings.length];
    if (ending !== undefined) await settle(trial, claimed, ending);
  }
}

const forget = ({ store }: Trial, limit: number): Promise<number> =>
  commit(store, ({ deliveries }) => deliveries.forgetEnded(at(10), limit));

const all = ({ store }: Trial): Promise<readonly StoredDelivery[]> =>
  store.read(({ deliveries }) => deliveries.listDeliveries({ limit: 100 }));

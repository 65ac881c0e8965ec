import type { EndedMail, NewDelivery, NewMembership, StoredDelivery } from '@tenantry/domain';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { add, at, claim, endings, member, settle } from './outbox.ts';
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
    const said = [await forget(trial, 4)];
    for (let calls = 1; calls < 3; calls++) said.push(await forget(trial, 4, said.at(-1)?.last));
    const [, , , fourth, , sixth] = before.map(ended);
    same(
      said,
      [{ forgotten: 4, last: fourth }, { forgotten: 2, last: sixth }, { forgotten: 0 }],
      'what was said to be forgotten',
    );
    const left = new Set((await all(trial)).map(({ id }) => id));
    same(left, new Set([...then, due].map(({ id }) => id)), 'what has just ended, or is due');
  }),

  law(
    'each call looks at so much of the mail that ended, whether it stays or goes',
    async (trial) => {
      const userId = await addUser(trial);
      const note = { kind: 'passwordChanged' as const, userId, generation: 1 };
      const invitation = async () => trial.make.delivery(await member(trial));
      const ids = Array.from({ length: 5 }, trial.make.uuid).toSorted();
      const [a = '', b = '', c = '', d = '', e = ''] = ids;
      // Neither in the order of their ids nor in that in which they come to be.
      const mail: readonly NewDelivery[] = [
        { ...(await invitation()), id: e, dueAt: at(1) },
        { ...note, id: c, dueAt: at(2) },
        { ...(await invitation()), id: d, dueAt: at(2) },
        { ...(await invitation()), id: a, dueAt: at(3) },
        { ...note, id: b, dueAt: at(3) },
      ];
      await add(trial, ...mail.toReversed());
      await end(trial, mail);
      const said = [];
      for (let after: EndedMail | undefined, calls = 0; calls < 4; calls++) {
        const each = await forget(trial, 2, after);
        said.push(each);
        after = each.last;
      }
      const [first, second, third, fourth, fifth] = mail.map(ended);
      same(
        said,
        [
          { forgotten: 1, last: second },
          { forgotten: 0, last: fourth },
          { forgotten: 1, last: fifth },
          { forgotten: 0 },
        ],
        'what was said of each call',
      );
      same(await forget(trial, 2), { forgotten: 0, last: third }, 'what was said of another time');
      const left = (await all(trial)).map(({ id, dueAt }) => ({ id, dueAt }));
      same(new Set(left), new Set([first, third, fourth]), 'what is left');
    },
  ),

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
      same((await forget(trial, 100)).forgotten, 5, 'what was said to be forgotten');
      const left = new Set((await all(trial)).map(({ id }) => id));
      same(left, new Set([newest, alone.id]), 'what is left');
      const told = await store.read(({ deliveries }) => deliveries.newestOf([invited.id]));
      same(told.get(invited.id)?.id, newest, 'how the mail to who is invited stands');
    },
  ),
];

/** Brings all of this mail to an end, in each way by turns. */
async function end(trial: Trial, mail: readonly NewDelivery[]): Promise<void> {
  const ids = mail.map(({ id }) => id);
  for (const claimed of await claim(trial, { now: at(10), until: at(11) })) {
    const ending = endings[ids.indexOf(claimed.id) % endings.length];
    if (ending !== undefined) await settle(trial, claimed, ending);
  }
}

const forget = ({ store }: Trial, limit: number, after?: EndedMail) =>
  commit(store, ({ deliveries }) => {
    const page = { limit, ...(after === undefined ? {} : { after }) };
    return deliveries.forgetEnded(at(10), page);
  });

const ended = ({ dueAt, id }: NewDelivery): EndedMail => ({ dueAt, id });

const all = ({ store }: Trial): Promise<readonly StoredDelivery[]> =>
  store.read(({ deliveries }) => deliveries.listDeliveries({ limit: 100 }));

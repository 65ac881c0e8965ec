import type {
  Membership,
  NewDelivery,
  PasswordReset,
  StoredDelivery,
  Unit,
  User,
  View,
} from '@tenantry/domain';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { saveMembership, settledMember } from './membership-unit.ts';
import { demandPages } from './pages.ts';
import { commit, stored } from './unit.ts';

/** That who has no place any more leaves no trace, and who has one keeps everything. */
export const forgottenUserLaws = (law: StateLaw): readonly Law[] => [
  law('a user of whom a place is left stays, and one of whom none is goes whole', async (trial) => {
    const { store, make } = trial;
    const { user, other, membership } = await settledMember(trial);
    const bystander = make.user();
    const [mine, theirs] = await commit(store, async (unit) => {
      stored(await unit.access.addUser(bystander));
      return [await traces(unit, make, user), await traces(unit, make, bystander)];
    });
    const nobodys = make.reset();
    const invitation = make.delivery(membership.id);
    await commit(store, async ({ access, deliveries }) => {
      await access.addReset(nobodys, new Date(0));
      await deliveries.add([invitation]);
    });
    const forget = () => commit(store, ({ access }) => access.forgetUser(user.id));
    const demandMine = (stays: boolean) =>
      store.read(async (view) => {
        await demandTraces(view, mine, stays);
        await demandTraces(view, theirs, true);
        same(await view.access.findReset(nobodys.id), nobodys, 'a reset of nobody');
        const newest = await view.deliveries.newestOf([membership.id, other.id]);
        same([...newest.keys()], [membership.id], 'mail about a membership');
      });

    const { id, number, accountId, name, email, roles } = membership;
    const place = { id, number, accountId, name, email, roles, generation: 1 };
    const disabled: Membership = { ...place, status: 'disabled', userId: user.id };
    await forget();
    await demandMine(true);
    await saveMembership(trial, disabled, membership);
    await forget();
    await demandMine(true);
    await saveMembership(trial, { ...place, status: 'revoked' }, disabled);
    await demandMine(true);
    const claim = {
      now: new Date(Date.UTC(2040, 0)),
      until: new Date(Date.UTC(2041, 0)),
      limit: 10,
    };
    const claimed = await commit(store, ({ deliveries }) => deliveries.claim(claim));
    await forget();
    await demandMine(false);
    const note = claimed.find((mail) => mail.id === mine.mail[0]?.id);
    const settled = await commit(store, async ({ deliveries }) =>
      note === undefined
        ? undefined
        : deliveries.settle({ id: note.id, fence: note.fence, state: 'sent' }),
    );
    same(settled, false, 'the settlement of mail that was forgotten meanwhile');
    // Twice is fine, and so is the mailbox for somebody else.
    await forget();
    await commit(store, async ({ access }) =>
      stored(await access.addUser(make.user({ email: user.email }))),
    );
    await forget();
  }),
];

interface Traces {
  readonly user: User;
  readonly resets: readonly PasswordReset[];
  readonly mail: readonly NewDelivery[];
}

/** Somebody who has asked for a new password, and was told of it. */
async function traces({ access, deliveries }: Unit, make: Make, user: User): Promise<Traces> {
  const resets = [make.reset({ userId: user.id }), make.reset({ userId: user.id })];
  const parts = { generation: 1, dueAt: make.time() };
  const mail: readonly NewDelivery[] = [
    { ...parts, id: make.uuid(), kind: 'passwordChanged', userId: user.id },
    ...resets.map(
      ({ id }): NewDelivery => ({
        ...parts,
        id: make.uuid(),
        kind: 'passwordReset',
        resetId: id,
      }),
    ),
  ];
  for (const reset of resets) await access.addReset(reset, new Date(0));
  await deliveries.add(mail);
  return { user, resets, mail };
}

async function demandTraces(
  { access, deliveries }: View,
  { user, resets, mail }: Traces,
  stays: boolean,
): Promise<void> {
  const there = <T>(it: T): T | undefined => (stays ? it : undefined);
  same(await access.findUser(user.id), there(user), 'the user');
  same(await access.userByMailbox(user.email), there(user), 'the user of the mailbox');
  for (const reset of resets) {
    same(await access.findReset(reset.id), there(reset), 'a reset');
    same(await access.resetByToken(reset.hash), there(reset), 'a reset, by its token');
  }
  const all = await deliveries.listDeliveries({ limit: 100 });
  const idOf = ({ id }: StoredDelivery): string => id;
  await demandPages(idOf, (page) => deliveries.listDeliveries(page), all, 'mail');
  const isDue = { state: 'due' } as const;
  await demandPages(idOf, (page) => deliveries.listDeliveries({ ...page, ...isDue }), all, 'due');
  const due = all.filter(({ state }) => state === 'due').length;
  same((await deliveries.backlog()).count, due, 'the backlog');
  const listed = new Set(all.map(idOf));
  for (const { id } of mail) {
    same((await deliveries.findDelivery(id))?.id, there(id), 'mail about the user');
    same(listed.has(id), stays, 'whether mail about the user is listed');
  }
}

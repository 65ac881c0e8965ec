import type {
  Account,
  Membership,
  NewMembership,
  Unit,
  User,
  UserId,
  View,
} from '@tenantry/domain';
import { states } from './access-laws.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { settledMember } from './membership-unit.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That whoever is put out with an account is out, and nobody else. */
export const closingLaws = (law: StateLaw): readonly Law[] => [
  law(
    'the memberships of an account end with all beneath it, and none beside it',
    async (trial) => {
      const { store, make } = trial;
      const master = await openMaster(trial);
      const opened = await commit(store, async (unit) => {
        const { accounts } = unit;
        const top = stored(await accounts.addPartner(make.partner([master])));
        const parents = [master, top.account] as const;
        const below = stored(await accounts.addCustomer(make.customer(parents, { people: 2 })));
        const lowest = stored(
          await accounts.addCustomer(make.customer([...parents, below.account], { people: 1 })),
        );
        const register = stored(await accounts.addRegister(make.register(parents)));
        const beside = stored(await accounts.addPartner(make.partner([master])));
        const inside = [top.account, below.account, lowest.account, register.account];
        const outside = [master, beside.account];
        for (const account of [...inside, ...outside]) await settle(unit, make, account);
        return { top, register, inside, outside, lowest, beside };
      });
      const { top, register, inside, outside, lowest, beside } = opened;
      // One with a second place inside, and one with a second place outside.
      const [within, across] = await commit(store, async (unit) => [
        await join(unit, make, [top.account, lowest.account]),
        await join(unit, make, [lowest.account, beside.account]),
      ]);
      const before = await membersOf(store, [...inside, ...outside]);
      const users = new Map<UserId, User | undefined>();
      await store.read(async ({ access }) => {
        for (const userId of before.flatMap(userIdsOf))
          users.set(userId, await access.findUser(userId));
      });

      await commit(store, ({ access }) => access.endMemberships(top.account.id));

      const isInside = ({ accountId }: Membership) => inside.some(({ id }) => id === accountId);
      const after = await membersOf(store, [...inside, ...outside]);
      const expected = before.map((member) => (isInside(member) ? ended(member) : member));
      same(after, expected, 'the memberships');
      const left = new Set(after.flatMap(userIdsOf));
      same(left.has(across.id), true, 'whether somebody with a place elsewhere has that still');
      same(left.has(within.id), false, 'whether somebody with two places inside has one still');
      await store.read(async ({ accounts, access }) => {
        for (const [id, user] of users) {
          same(await access.findUser(id), left.has(id) ? user : undefined, 'a user');
          const places = await access.memberships(id, { limit: 10 });
          const ids = after
            .filter((member) => userIdsOf(member).includes(id))
            .map((each) => each.id);
          same(
            places.map(({ membership }) => membership.id),
            ids,
            'the places of a user',
          );
        }
        for (const member of before) await demandLink(access, member, !isInside(member));
        const { account, contactMember } = top;
        const partner = await accounts.findPartner('installation', account.id);
        same(partner?.contactMember, ended(contactMember), 'the contact of a partner');
        const entry = await accounts.findRegister('installation', register.account.id);
        same(entry?.member, ended(register.member), 'the member of a registered account');
      });
      // Mailboxes of users and user names are free to be used again.
      await commit(store, async ({ access }) => {
        for (const [id, user] of users)
          if (user !== undefined && !left.has(id))
            stored(await access.addUser(make.user({ email: user.email })));
        for (const { userName } of before.filter(isInside))
          if (userName !== undefined)
            stored(await access.addMembership({ ...make.invited(master.id), userName }));
      });
    },
  ),

  law('an account without members has none that end, which is fine', async (trial) => {
    const { store, make } = trial;
    const { membership, user, lineage } = await settledMember(trial);
    const [master] = lineage;
    const empty = await commit(store, async ({ accounts, access }) => {
      const { account } = stored(await accounts.addCustomer(make.customer([master])));
      await access.endMemberships(account.id);
      return account;
    });
    await store.read(async ({ access }) => {
      same(await access.members(empty.id, { limit: 10 }), [], 'its members');
      same(await access.findMembership(membership.id), { membership, lineage }, 'another');
      same(await access.findUser(user.id), user, 'a user elsewhere');
    });
  }),
];

/** One member in each state, whoever it is. */
async function settle({ access }: Unit, make: Make, { id }: Account): Promise<void> {
  for (const { stateOf } of states) {
    const user = make.user();
    const state = stateOf({ userId: user.id, until: make.time(), hash: make.uuid() });
    if ('userId' in state) stored(await access.addUser(user));
    const member = { ...make.place(id), userName: make.userName('somebody'), ...state };
    stored(await access.addMembership(member));
  }
}

/** Somebody with a place in each of these. */
async function join({ access }: Unit, make: Make, accounts: readonly Account[]): Promise<User> {
  const user = make.user();
  stored(await access.addUser(user));
  for (const { id } of accounts) {
    const place: NewMembership = {
      ...make.place(id),
      generation: 3,
      status: 'active',
      userId: user.id,
    };
    stored(await access.addMembership(place));
  }
  return user;
}

const membersOf = (
  store: Parameters<typeof commit>[0],
  accounts: readonly Account[],
): Promise<readonly Membership[]> =>
  store.read(async ({ access }) => {
    const found: Membership[] = [];
    for (const { id } of accounts) found.push(...(await access.members(id, { limit: 1000 })));
    return found;
  });

const userIdsOf = (member: Membership): readonly UserId[] =>
  'userId' in member && member.userId !== undefined ? [member.userId] : [];

const ended = ({ id, number, accountId, name, email, roles, generation }: Membership) => {
  const place = { id, number, accountId, name, email, roles, generation: generation + 1 };
  return { ...place, status: 'revoked' as const };
};

async function demandLink(
  access: View['access'],
  member: Membership,
  isGood: boolean,
): Promise<void> {
  if (member.status !== 'invited' || member.invitation === undefined) return;
  const found = await access.membershipByInvitation(member.invitation.hash);
  same(found?.membership, isGood ? member : undefined, 'the membership of a link');
}

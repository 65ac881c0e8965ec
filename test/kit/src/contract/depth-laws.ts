import type {
  AccessReads,
  Account,
  AccountStatus,
  Lineage,
  Membership,
  MembershipFound,
  StoredApiKey,
} from '@tenantry/domain';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

/** As deep as a tree may be where its policy says nothing. */
const depth = 10;
const levels = [1, 4, 7, depth];

/** That whoever is let in, or written to, is found with all that stands above. */
export const depthLaws = (law: StateLaw): readonly Law[] => [
  law(`keys and memberships come with whole lineages, down ${depth} levels`, async (trial) => {
    const placed = await place(trial, await chain(trial));
    const ask = ({ access }: { readonly access: AccessReads }) => askAll(access, placed);
    await trial.store.read(ask);
    await commit(trial.store, ask);
  }),
];

/** In between are some that are not active, which whoever decides about access has to see. */
const statusAt = (level: number): AccountStatus =>
  level === 2 || level === 5 ? 'suspended' : level === 6 ? 'closed' : 'active';

/** An account beneath the other, all the way down. */
const chain = async (trial: Trial): Promise<Lineage> => {
  const master = await openMaster(trial);
  return commit(trial.store, async ({ accounts }) => {
    const below: Account[] = [];
    for (let level = 2; level <= depth; level++) {
      const partner = trial.make.partner(asActive([master, ...below]));
      const account = { ...partner.account, status: statusAt(level) };
      const added = stored(await accounts.addPartner({ ...partner, account }));
      below.push(added.account);
    }
    const lineage: Lineage = [master, ...below];
    return lineage;
  });
};

/** Nothing can be opened beneath what is not active: it stops being so afterwards. */
const asActive = ([root, ...below]: Lineage): Lineage => [
  { ...root, status: 'active' },
  ...below.map((account) => ({ ...account, status: 'active' as const })),
];

interface Placed {
  readonly lineage: Lineage;
  readonly membership: Membership;
  /** Of one user, who has a place on each level. */
  readonly joined: Membership;
  readonly key: StoredApiKey;
}

/** Somebody, and a key, on each of the levels that are looked at. */
const place = ({ store, make }: Trial, [root, ...below]: Lineage): Promise<readonly Placed[]> =>
  commit(store, async ({ access }) => {
    const placed: Placed[] = [];
    const user = make.user();
    stored(await access.addUser(user));
    for (const level of levels) {
      const lineage: Lineage = [root, ...below.slice(0, level - 1)];
      const { id } = lineage.at(-1) ?? root;
      const member = { ...make.invited(id), userName: make.userName('deep') };
      const membership = stored(await access.addMembership(member));
      const joining = { ...make.place(id), generation: 1, status: 'active' as const };
      const joined = stored(await access.addMembership({ ...joining, userId: user.id }));
      const key = make.key(id);
      await access.addKey(key);
      placed.push({ lineage, membership, joined, key });
    }
    return placed;
  });

async function askAll(access: AccessReads, placed: readonly Placed[]): Promise<void> {
  for (const { lineage, membership, key } of placed) {
    const { id, number, accountId, email, userName } = membership;
    const found: MembershipFound = { membership, lineage };
    const level = `on level ${lineage.length}`;
    same(await access.findKey(key.id), { key, lineage }, `a key ${level}`);
    same(await access.findMembership(id), found, `a membership ${level}`);
    same(await access.findMembership(number), found, `by its number ${level}`);
    same(await access.membershipByMailbox(accountId, email), found, `by its mailbox ${level}`);
    if (userName !== undefined)
      same(await access.membershipByUserName(userName), found, `by its user name ${level}`);
    if (membership.status === 'invited' && membership.invitation !== undefined)
      same(
        await access.membershipByInvitation(membership.invitation.hash),
        found,
        `by its invitation ${level}`,
      );
  }
  const [first] = placed;
  if (first?.joined.status !== 'active') throw new Error('somebody has joined');
  same(
    await access.memberships(first.joined.userId, { limit: 10 }),
    placed.map(({ joined: membership, lineage }) => ({ membership, lineage })),
    'the places of a user',
  );
}

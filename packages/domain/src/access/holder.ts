import { type Policy, powerOfRole } from '../policy.ts';
import type { AccessReads, AccountReads, MembershipFound, View } from '../ports.ts';
import { type Account, effectiveStatusOf, type Lineage, lastOf } from '../tree/account.ts';
import { EmailAddress } from '../values/email-address.ts';
import { AccountAddress, AccountRef } from '../values/ids.ts';
import { UserName } from '../values/names.ts';
import type { Caller } from './caller.ts';
import { type Membership, userIdOf } from './membership.ts';
import { type Power, powers } from './powers.ts';
import type { User } from './user.ts';

/** A person in a place: whoever signs in, and where. */
export interface Holder {
  readonly membership: Membership;
  readonly user: User;
  /** Of the account that the place is in. */
  readonly lineage: Lineage;
}

/** How somebody who signs in names the place. */
export type SignInName =
  /** The account by its address, id or number. */
  | { readonly account: string | number; readonly email: string }
  /** By its address and nothing else. */
  | { readonly address: string; readonly email: string }
  | { readonly userName: string };

/** Whoever is meant, if anybody: what cannot be read as a name is nobody's. */
export const findHolder = async (view: View, name: SignInName): Promise<Holder | undefined> =>
  holderOf(view.access, await findPlace(view, name));

async function findPlace(view: View, name: SignInName): Promise<MembershipFound | undefined> {
  if ('userName' in name) return byUserName(view, name.userName);
  const { accounts, access } = view;
  const account =
    'address' in name
      ? await accountAt(accounts, name.address)
      : await namedAccount(accounts, name.account);
  const email = EmailAddress.safeParse(name.email).data;
  return account === undefined || email === undefined
    ? undefined
    : access.membershipByMailbox(account.id, email);
}

/** The person in a place, where there is one. */
export const holderOf = async (
  access: AccessReads,
  found: MembershipFound | undefined,
): Promise<Holder | undefined> => {
  const userId = found && userIdOf(found.membership);
  const user = userId && (await access.findUser(userId));
  return found === undefined || user === undefined ? undefined : { ...found, user };
};

/**
 * By what stands for a user name: an account, a slash and a mailbox; else a user name; else a
 * mailbox alone, for the account that its user's given credential was made for. Nobody can take a
 * name of the first form from its owner, since nobody chooses an address; and a user name by which
 * nobody can sign in yet takes nothing from the mailbox that is spelt like it.
 */
async function byUserName(view: View, given: string): Promise<MembershipFound | undefined> {
  const { access } = view;
  const slash = given.indexOf('/');
  const account = given.slice(0, slash);
  const placed =
    slash === -1 ? undefined : await findPlace(view, { account, email: given.slice(slash + 1) });
  if (placed !== undefined) return placed;
  const userName = UserName.safeParse(given).data;
  const found = userName === undefined ? undefined : await access.membershipByUserName(userName);
  if (found !== undefined && userIdOf(found.membership) !== undefined) return found;
  const email = EmailAddress.safeParse(given).data;
  const user = email === undefined ? undefined : await access.userByMailbox(email);
  const accountId = user?.credential.accountId;
  return email === undefined || accountId === undefined
    ? found
    : access.membershipByMailbox(accountId, email);
}

/** An account by its address, its id or its number. */
async function namedAccount(
  accounts: AccountReads,
  named: string | number,
): Promise<Account | undefined> {
  const addressed = await accountAt(accounts, named);
  if (addressed !== undefined) return addressed;
  const ref = AccountRef.safeParse(named).data;
  return ref === undefined ? undefined : accounts.find('installation', ref);
}

async function accountAt(accounts: AccountReads, given: unknown): Promise<Account | undefined> {
  const address = AccountAddress.safeParse(given).data;
  return address === undefined ? undefined : accounts.findByAddress('installation', address);
}

/**
 * Whether a place is open to the person: an active membership of an account that is effectively
 * active, and a credential that is good here. A given one opens the account it was made for alone.
 */
export const isOpenTo = ({ membership, user, lineage }: Holder, now: Date): boolean => {
  const { origin, accountId, lapsesAt } = user.credential;
  return (
    membership.status === 'active' &&
    effectiveStatusOf(lineage) === 'active' &&
    (origin === 'own' || accountId === membership.accountId) &&
    (lapsesAt === undefined || lapsesAt > now)
  );
};

/** The person as a caller: with the greatest power that one of the roles gives. */
export const callerOf = (
  { membership, user, lineage }: Holder,
  policy: Policy,
  { channel, userName }: Pick<Caller, 'channel' | 'userName'>,
): Caller => ({
  accountId: lastOf(lineage).id,
  power: powerOf(membership, policy),
  proof: { kind: 'user', id: user.id },
  channel,
  ...(userName === undefined ? {} : { userName }),
});

const powerOf = ({ roles }: Membership, policy: Policy): Power => {
  const given = roles.map((role) => powerOfRole(policy, role));
  return powers.findLast((power) => given.includes(power)) ?? 'read';
};

import { type Policy, powerOfRole } from '../policy.ts';
import type { AccessReads, AccountReads, MembershipFound, View } from '../ports.ts';
import { type Account, effectiveStatusOf, type Lineage, lastOf } from '../tree/account.ts';
import { EmailAddress } from '../values/email-address.ts';
import { AccountAddress, AccountRef } from '../values/ids.ts';
import { UserName } from '../values/names.ts';
import type { Caller } from './caller.ts';
import type { Membership } from './membership.ts';
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
  | { readonly account: string | number; readonly email: string }
  | { readonly userName: string };

/** Whoever is meant, if anybody: what cannot be read as a name is nobody's. */
export const findHolder = async (view: View, name: SignInName): Promise<Holder | undefined> =>
  holderOf(
    view.access,
    'userName' in name
      ? await byUserName(view, name.userName)
      : await byMailbox(view, name.account, name.email),
  );

/** The person in a place, where there is one. */
export const holderOf = async (
  access: AccessReads,
  found: MembershipFound | undefined,
): Promise<Holder | undefined> => {
  const { membership } = found ?? {};
  if (found === undefined || membership === undefined || membership.status === 'invited')
    return undefined;
  const user = membership.userId && (await access.findUser(membership.userId));
  return user === undefined ? undefined : { ...found, user };
};

/**
 * By what stands for a user name: an account, a slash and a mailbox; else a user name; else a
 * mailbox alone, for the account that its user's given credential was made for. Nobody can take a
 * name of the first form from its owner, since nobody chooses an address.
 */
async function byUserName(view: View, given: string): Promise<MembershipFound | undefined> {
  const { access } = view;
  const slash = given.indexOf('/');
  const placed =
    slash === -1 ? undefined : await byMailbox(view, given.slice(0, slash), given.slice(slash + 1));
  if (placed !== undefined) return placed;
  const userName = UserName.safeParse(given).data;
  const found = userName === undefined ? undefined : await access.membershipByUserName(userName);
  if (found !== undefined) return found;
  const email = EmailAddress.safeParse(given).data;
  const user = email === undefined ? undefined : await access.userByMailbox(email);
  const accountId = user?.credential.accountId;
  return email === undefined || accountId === undefined
    ? undefined
    : access.membershipByMailbox(accountId, email);
}

async function byMailbox(
  { accounts, access }: View,
  named: string | number,
  given: string,
): Promise<MembershipFound | undefined> {
  const account = await namedAccount(accounts, named);
  const email = EmailAddress.safeParse(given).data;
  return account === undefined || email === undefined
    ? undefined
    : access.membershipByMailbox(account.id, email);
}

/** An account by its address, its id or its number. */
async function namedAccount(
  accounts: AccountReads,
  named: string | number,
): Promise<Account | undefined> {
  const address = AccountAddress.safeParse(named).data;
  const addressed =
    address === undefined ? undefined : await accounts.findByAddress('installation', address);
  if (addressed !== undefined) return addressed;
  const ref = AccountRef.safeParse(named).data;
  return ref === undefined ? undefined : accounts.find('installation', ref);
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

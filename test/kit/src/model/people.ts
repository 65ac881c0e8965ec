import {
  type AccountId,
  type Caller,
  type EmailAddress,
  type Membership,
  type MembershipId,
  MembershipRef,
  powerOfRole,
  type UserId,
  userIdOf,
  userNameKey,
} from '@tenantry/domain';
import type { Model, Person } from './model.ts';
import { accountOf, sees, statusOf } from './tree.ts';

export const memberOf = (
  { members }: Model,
  id: MembershipId | undefined,
): Membership | undefined => members.find((member) => member.id === id);

/** The memberships of an account, in the order in which they came to be. */
export const membersOf = ({ members }: Model, account: AccountId): readonly Membership[] =>
  members.filter(({ accountId }) => accountId === account);

/** A membership that a command names, where its account is within the caller's reach. */
export const memberIn = (model: Model, caller: Caller, given: unknown): Membership | undefined => {
  const ref = MembershipRef.safeParse(given).data;
  const member = model.members.find(({ id, number }) => id === ref || number === ref);
  const account = accountOf(model, member?.accountId);
  return account !== undefined && sees(caller, account) ? member : undefined;
};

export const mailboxIn = (
  model: Model,
  account: AccountId | undefined,
  { canonical }: EmailAddress,
): Membership | undefined =>
  model.members.find(
    ({ accountId, email }) => accountId === account && email.canonical === canonical,
  );

/** Puts a membership in the place of itself. */
export const putMember = ({ members }: Model, member: Membership): void => {
  const at = members.findIndex(({ id }) => id === member.id);
  members.splice(at === -1 ? members.length : at, at === -1 ? 0 : 1, member);
};

export const personOf = ({ users }: Model, id: UserId | undefined): Person | undefined =>
  users.find((user) => user.id === id);

export const personAt = ({ users }: Model, mailbox: EmailAddress | undefined): Person | undefined =>
  users.find(({ email }) => email.canonical === mailbox?.canonical);

/** The places of a person, in the order in which they came to be. */
export const placesOf = ({ members }: Model, id: UserId): readonly Membership[] =>
  members.filter((member) => userIdOf(member) === id);

/** Whether a place is open to the person who has it. */
export const isOpen = (model: Model, member: Membership): boolean => {
  const account = accountOf(model, member.accountId);
  const person = personOf(model, userIdOf(member));
  return (
    account !== undefined &&
    person !== undefined &&
    member.status === 'active' &&
    statusOf(model, account) === 'active' &&
    (person.givenFor === undefined || person.givenFor === account.id) &&
    (person.lapsesAt === undefined || person.lapsesAt > model.now)
  );
};

export const hasUserName = ({ userName }: Membership, given: string): boolean =>
  userName !== undefined && userNameKey(userName) === userNameKey(given);

/** Whether an account would be left without anybody of its own who may manage it. */
export const losesManager = (
  model: Model,
  { accountId }: Caller,
  before: Membership,
  afterwards: Membership,
): boolean => {
  const manages = ({ status, roles }: Membership): boolean =>
    status === 'active' && roles.some((role) => powerOfRole(model.policy, role) === 'manage');
  return (
    before.accountId === accountId &&
    manages(before) &&
    !manages(afterwards) &&
    !membersOf(model, before.accountId).some((other) => other.id !== before.id && manages(other))
  );
};

/** A membership that is over, in the generation after. */
export const revoked = ({
  id,
  number,
  accountId,
  name,
  email,
  roles,
  generation,
}: Membership): Membership => ({
  id,
  number,
  accountId,
  name,
  email,
  roles,
  generation: generation + 1,
  status: 'revoked',
});

/** Forgets a person without any place left, with the links and the mail about that one. */
export const forget = (model: Model, id: UserId | undefined): void => {
  if (id === undefined || placesOf(model, id).length > 0) return;
  const resets = model.resets.filter(({ userId }) => userId === id).map((reset) => reset.id);
  remove(
    model.mail,
    ({ subject }) =>
      (subject.kind === 'passwordReset' && resets.includes(subject.resetId)) ||
      (subject.kind === 'passwordChanged' && subject.userId === id),
  );
  remove(model.resets, ({ userId }) => userId === id);
  remove(model.users, (user) => user.id === id);
};

const remove = <T>(all: T[], isGone: (one: T) => boolean): void => {
  all.splice(0, all.length, ...all.filter((one) => !isGone(one)));
};

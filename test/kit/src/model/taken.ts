import {
  type AccountName,
  comparable,
  EmailAddress,
  type Failure,
  type Lineage,
  lastOf,
  type MembershipId,
  type Reference,
  type Taken,
} from '@tenantry/domain';
import type { Model, Node } from './model.ts';
import { hasUserName, membersOf } from './people.ts';
import { childrenOf } from './tree.ts';

/** What a partner wants to be the only one to have; a part that it does not want is left out. */
interface Wanted {
  readonly name: AccountName;
  readonly reference: Reference | undefined;
  readonly userName: string | undefined;
  /** What it has by now: a name that it keeps stands in nobody's way. */
  readonly userNameBefore?: string | undefined;
  readonly email: EmailAddress;
}

/**
 * All that others than `self` have of what a partner beneath the last of a lineage wants, in the order
 * in which it is told: the first by itself, with the others besides.
 */
export const takenByOthers = (
  model: Model,
  lineage: Lineage,
  wanted: Wanted,
  self?: Node,
): Failure | undefined => {
  const others = model.nodes.filter((node) => node !== self);
  const isInTheWay =
    wanted.userName !== undefined &&
    wanted.userName !== wanted.userNameBefore &&
    isMailboxOfAnother(model, wanted.userName, wanted.email);
  const siblings = childrenOf(model, lastOf(lineage).id).filter((node) => node !== self);
  const { name, reference, userName } = wanted;
  const kinds = {
    NameTaken: siblings.some(
      ({ partner, account }) =>
        partner !== undefined && comparable(account.name) === comparable(name),
    ),
    ReferenceTaken:
      reference !== undefined &&
      others.some(
        ({ partner }) =>
          partner !== undefined && comparable(partner.reference) === comparable(reference),
      ),
    UserNameTaken: userName !== undefined && isUserNameTaken(model, userName, self?.memberId),
    EmailTaken:
      self !== undefined &&
      membersOf(model, self.account.id).some(
        ({ id, email }) => id !== self.memberId && email.canonical === wanted.email.canonical,
      ),
  };
  const taken = (['NameTaken', 'ReferenceTaken', 'UserNameTaken', 'EmailTaken'] as const).filter(
    (kind) => kinds[kind],
  );
  // That a name is a mailbox is found out besides.
  if (isInTheWay && !kinds.UserNameTaken) taken.push('UserNameTaken');
  const [first, ...also] = taken.map((kind): Taken => ({ kind, path: places[kind] }));
  return first === undefined || also.length === 0 ? first : { ...first, also };
};

const places = {
  NameTaken: ['name'],
  ReferenceTaken: ['reference'],
  UserNameTaken: ['contact', 'userName'],
  EmailTaken: ['contact', 'email'],
} as const;

/** Whether another membership of the installation has it. */
export const isUserNameTaken = (
  { members }: Model,
  userName: string,
  self: MembershipId | undefined,
): boolean => members.some((member) => member.id !== self && hasUserName(member, userName));

/** A name that is spelt like the mailbox of somebody else would stand in that one's way. */
export const isMailboxOfAnother = (
  { users }: Model,
  userName: string,
  own: EmailAddress,
): boolean => {
  const mailbox = EmailAddress.safeParse(userName).data?.canonical;
  return mailbox !== own.canonical && users.some(({ email }) => email.canonical === mailbox);
};

import {
  type AccountName,
  comparable,
  EmailAddress,
  type Failure,
  type Lineage,
  lastOf,
  type Reference,
  type Taken,
  userNameKey,
} from '@tenantry/domain';
import type { Model, Node } from './model.ts';
import { membersOf } from './numbered.ts';
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
  const partners = others.flatMap(({ partner }) => partner ?? []);
  const siblings = childrenOf(model, lastOf(lineage).id).filter((node) => node !== self);
  const { name, reference, userName, userNameBefore } = wanted;
  const kinds = {
    NameTaken: siblings.some(
      ({ partner }) =>
        partner !== undefined && comparable(partner.account.name) === comparable(name),
    ),
    ReferenceTaken:
      reference !== undefined &&
      partners.some((other) => comparable(other.reference) === comparable(reference)),
    UserNameTaken:
      userName !== undefined &&
      (userNamesOf(model, others).includes(userNameKey(userName)) ||
        (userName !== userNameBefore && isMailboxOfAnother(model, userName, wanted.email))),
  };
  const [first, ...also] = (['NameTaken', 'ReferenceTaken', 'UserNameTaken'] as const)
    .filter((kind) => kinds[kind])
    .map((kind): Taken => ({ kind, path: places[kind] }));
  return first === undefined || also.length === 0 ? first : { ...first, also };
};

const places = {
  NameTaken: ['name'],
  ReferenceTaken: ['reference'],
  UserNameTaken: ['contact', 'userName'],
} as const;

const userNamesOf = ({ users }: Model, nodes: readonly Node[]): readonly string[] =>
  [
    ...users.map((user) => user.userName),
    ...nodes.flatMap(membersOf).map((member) => member.userName),
  ].flatMap((userName) => (userName === undefined ? [] : [userNameKey(userName)]));

/** A name that is spelt like the mailbox of somebody else would stand in that one's way. */
const isMailboxOfAnother = ({ users }: Model, userName: string, own: EmailAddress): boolean => {
  const mailbox = EmailAddress.safeParse(userName).data?.canonical;
  return mailbox !== own.canonical && users.some(({ email }) => email.canonical === mailbox);
};

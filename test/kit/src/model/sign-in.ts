import {
  type Account,
  EmailAddress,
  type Failure,
  type Membership,
  type SignedIn,
  type SignInInput,
  userIdOf,
} from '@tenantry/domain';
import { demand } from '../contract/expect.ts';
import { type Expected, refused, shownIn } from './expected.ts';
import { after, type Model, type Person } from './model.ts';
import { happenedTo } from './owed.ts';
import { hasUserName, isOpen, mailboxIn, personAt, personOf } from './people.ts';
import { accountOf } from './tree.ts';
import { countTry, subjectOf, tooMany } from './tries.ts';

/** Somebody in a place who has proven to be there by the password. */
export interface Proven {
  readonly member: Membership;
  readonly person: Person;
}

const wrong: Failure = { kind: 'NotAuthenticated', reason: 'wrong' };

/**
 * What comes of a password for whoever is named. A wrong one is a try, and whoever is named has
 * policy's number of them; a right one is none in the end.
 */
export const prove = (model: Model, { password, ...name }: SignInInput): Proven | Failure => {
  const { signIn } = model.policy;
  const named = tooMany(model, subjectOf(name), signIn);
  if (named !== undefined) return named;
  const member = placeNamed(model, name);
  const person = personOf(model, member && userIdOf(member));
  const subject = subjectOf(name, person);
  const refusal = tooMany(model, subject, signIn);
  if (refusal !== undefined) return refusal;
  const isRight = person?.password === password;
  if (member !== undefined && person !== undefined && isRight && isOpen(model, member))
    return { member, person };
  countTry(model, subject, signIn);
  return wrong;
};

/** What `sessions.signIn` has to answer. A generated password is used by it. */
export const signingIn = (model: Model, input: SignInInput): Expected<SignedIn> => {
  const proven = prove(model, input);
  if ('kind' in proven) return refused(proven);
  const { member, person } = proven;
  const accessUntil = after(model.now, model.policy.lifetimes.accessToken);
  return {
    value: ({ accessToken, refreshToken }) => ({
      accessToken: shownIn(accessToken),
      accessUntil,
      refreshToken: shownIn(refreshToken),
      refreshUntil: after(model.now, model.policy.lifetimes.refreshToken),
      account: accountOf(model, member.accountId),
    }),
    keep: ({ accessToken, refreshToken }) => {
      demand(accessToken.reveal() !== refreshToken.reveal(), 'two tokens are one');
      delete person.lapsesAt;
      happenedTo(model, 'SessionBegun', member, person);
      const { generation, id: userId } = person;
      const { id: membershipId, generation: place } = member;
      const token = { membershipId, place, userId, generation, until: accessUntil };
      model.tokens.push({ ...token, text: accessToken.reveal() });
    },
  };
};

type Named = Parameters<typeof subjectOf>[0];

/** The place of somebody, by mailbox or user name; a mailbox alone, where the password was given. */
function placeNamed(model: Model, name: Named): Membership | undefined {
  if (!('userName' in name)) {
    const named = 'account' in name ? name.account : name.address;
    const mailbox = EmailAddress.safeParse(name.email).data;
    const node = model.nodes.find(({ account }) => isAccount(named, account));
    return mailbox && mailboxIn(model, node?.account.id, mailbox);
  }
  const named = model.members.find((member) => hasUserName(member, name.userName));
  if (named !== undefined && userIdOf(named) !== undefined) return named;
  const mailbox = EmailAddress.safeParse(name.userName).data;
  const givenFor = personAt(model, mailbox)?.givenFor;
  return mailbox && givenFor !== undefined ? mailboxIn(model, givenFor, mailbox) : named;
}

const isAccount = (named: string | number, { id, address, number }: Account): boolean =>
  [id, address, number].some((own) => own === named);

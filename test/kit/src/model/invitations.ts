import {
  type Accepted,
  type AcceptInput,
  asciiAddress,
  type Failure,
  type InvitationShown,
  type LinkInput,
} from '@tenantry/domain';
import { type Expected, refused } from './expected.ts';
import { invitedBy } from './links.ts';
import type { Model, Person } from './model.ts';
import { changePassword, happenedTo, noteChange } from './owed.ts';
import { faultsOf, seenBy } from './passwords.ts';
import { personAt, putMember } from './people.ts';
import { accountOf } from './tree.ts';
import { countTry, mailboxSubject, tooMany } from './tries.ts';

const linkVoid = { kind: 'LinkVoid' } as const;
const wrong = { kind: 'NotAuthenticated', reason: 'wrong' } as const;

/** What `invitations.look` has to answer. */
export const lookingAtInvitation = (
  model: Model,
  { token }: LinkInput,
): Expected<InvitationShown> => {
  const invited = invitedBy(model, token);
  const account = accountOf(model, invited?.member.accountId);
  if (invited === undefined || account === undefined) return refused(linkVoid);
  const { name, email } = invited.member;
  const { brand, passwordMinimum } = model.policy;
  const demands = hasOwn(personAt(model, email)) ? 'ownPassword' : 'newPassword';
  const shown = { accountName: account.name, brand, name, email: asciiAddress(email), demands };
  return { value: () => ({ ...shown, until: invited.until, passwordMinimum }) };
};

/**
 * What `invitations.accept` has to answer. A person with a password of their own proves it; anybody
 * else chooses one. `joined` is told who it is that has joined.
 */
export const accepting = (
  model: Model,
  { token, password, passwordConfirmation }: AcceptInput,
): Expected<Accepted> & { readonly joined?: Joined } => {
  const member = invitedBy(model, token)?.member;
  const account = accountOf(model, member?.accountId);
  if (member === undefined || account === undefined) return refused(linkVoid);
  const { email, userName } = member;
  const known = personAt(model, email);
  const isOwn = hasOwn(known);
  const at = ['password', 'passwordConfirmation'] as const;
  const refusal = isOwn
    ? unproven(model, known, password)
    : faultsOf(
        model,
        [password, passwordConfirmation],
        at,
        { email, seen: known === undefined ? [] : seenBy(known) },
        [account.name],
      );
  if (refusal !== undefined) return refused(refusal);
  return {
    value: () => ({
      account,
      email: asciiAddress(email),
      ...(userName === undefined ? {} : { userName }),
    }),
    joined: (id) => {
      const person = known ?? { id, email, password, generation: 1 };
      if (known === undefined) model.users.push(person);
      else if (!isOwn) changePassword(person, password, undefined);
      const { invitation: _, ...place } = member;
      putMember(model, { ...place, status: 'active', userId: id });
      if (known !== undefined && !isOwn) noteChange(model, person);
      happenedTo(model, 'MemberJoined', member, person);
    },
  };
};

type Joined = (id: Person['id']) => void;

const hasOwn = (person: Person | undefined): boolean =>
  person !== undefined && person.givenFor === undefined;

function unproven(model: Model, person: Person | undefined, password: string): Failure | undefined {
  if (person === undefined) return wrong;
  const subject = mailboxSubject(person.email);
  const refusal = tooMany(model, subject, model.policy.signIn);
  if (refusal !== undefined || person.password === password) return refusal;
  countTry(model, subject, model.policy.signIn);
  return wrong;
}

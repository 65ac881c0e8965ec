import {
  asciiAddress,
  type ChangePasswordInput,
  EmailAddress,
  type Failure,
  invalid,
  issue,
  issuesOf,
  type LinkInput,
  localPart,
  parsePassword,
  type RequestResetInput,
  type ResetPasswordInput,
} from '@tenantry/domain';
import { type Expected, refused } from './expected.ts';
import { resetBy } from './links.ts';
import { after, type Model, type Person } from './model.ts';
import { changePassword, noteChange, owe } from './owed.ts';
import { personAt, placesOf } from './people.ts';
import { prove } from './sign-in.ts';
import { accountOf } from './tree.ts';
import { countTry, mailboxSubject, resetSubject, tooMany } from './tries.ts';

const linkVoid = { kind: 'LinkVoid' } as const;

/**
 * What `passwords.requestReset` has to answer: nothing, whoever has the mailbox. `idOf` tells which
 * reset was made, since nobody is told.
 */
export const requestingReset = (
  model: Model,
  { email: given }: RequestResetInput,
): Expected<void> & { readonly made?: (id: string) => void } => {
  const parsed = EmailAddress.safeParse(given, { reportInput: true });
  if (!parsed.success)
    return refused(invalid(issuesOf(parsed.error).map((found) => ({ ...found, path: ['email'] }))));
  const email = parsed.data;
  const subject = resetSubject(email);
  const { mailing, lifetimes } = model.policy;
  const value = (): undefined => undefined;
  if (tooMany(model, subject, mailing) !== undefined) return { value };
  const person = personAt(model, email);
  const generation = person?.generation ?? 0;
  const whose = person === undefined ? { email } : { email: person.email, userId: person.id };
  return {
    value,
    keep: () => countTry(model, subject, mailing),
    made: (id) => {
      const until = after(model.now, lifetimes.passwordReset);
      model.resets.push({ ...whose, id, generation, until });
      owe(model, { kind: 'passwordReset', resetId: id }, generation);
    },
  };
};

/** What `passwords.lookAtReset` has to answer. */
export const lookingAtReset = (model: Model, { token }: LinkInput): Expected<unknown> => {
  const asked = resetBy(model, token);
  if (asked === undefined) return refused(linkVoid);
  const { person, until } = asked;
  const { brand, passwordMinimum } = model.policy;
  return { value: () => ({ brand, email: asciiAddress(person.email), until, passwordMinimum }) };
};

/** What `passwords.reset` has to answer: the password is its owner's own from then on. */
export const resetting = (
  model: Model,
  { token, password, passwordConfirmation }: ResetPasswordInput,
): Expected<void> => {
  const person = resetBy(model, token)?.person;
  if (person === undefined) return refused(linkVoid);
  const at = ['password', 'passwordConfirmation'] as const;
  const owner = { email: person.email, seen: seenBy(person) };
  const names = placesOf(model, person.id).map(
    ({ accountId }) => accountOf(model, accountId)?.name ?? '',
  );
  const faults = faultsOf(model, [password, passwordConfirmation], at, owner, names);
  if (faults !== undefined) return refused(faults);
  return {
    value: () => undefined,
    keep: () => {
      changePassword(person, password, undefined);
      model.tries.delete(mailboxSubject(person.email));
      noteChange(model, person);
    },
  };
};

/** What `passwords.change` has to answer: what the password opens stays the same. */
export const changing = (
  model: Model,
  { newPassword, newPasswordConfirmation, ...known }: ChangePasswordInput,
): Expected<void> => {
  const proven = prove(model, known);
  if ('kind' in proven) return refused(proven);
  const { member, person } = proven;
  const at = ['newPassword', 'newPasswordConfirmation'] as const;
  const both = [newPassword, newPasswordConfirmation] as const;
  const owner = { email: person.email, seen: [person.password, ...seenBy(person)] };
  const name = accountOf(model, member.accountId)?.name ?? '';
  const faults = faultsOf(model, both, at, owner, [name]);
  if (faults !== undefined) return refused(faults);
  return {
    value: () => undefined,
    keep: () => {
      changePassword(person, newPassword, person.givenFor);
      noteChange(model, person);
    },
  };
};

/** What is wrong with a password that is chosen. None of a tale is a common one. */
export const faultsOf = (
  { policy }: Model,
  [password, confirmation]: readonly [string, string | undefined],
  [at, atConfirmation]: readonly [string, string],
  { email, seen }: { readonly email: EmailAddress; readonly seen: readonly string[] },
  personal: readonly string[],
): Failure | undefined => {
  const rules = {
    minimum: policy.passwordMinimum,
    personal: [email.address, email.canonical, localPart(email), ...personal],
    isCommon: () => false,
  };
  const chosen = parsePassword(password, rules, [at]);
  const issues = chosen.ok ? [] : [...chosen.error];
  if (confirmation === undefined) issues.push(issue([atConfirmation], 'required'));
  else if (confirmation !== password) issues.push(issue([atConfirmation], 'mismatch'));
  if (issues.length === 0 && seen.includes(password))
    issues.push(
      issue([at], 'personal', 'must be another one: it is in use, or known to somebody else'),
    );
  return issues.length === 0 ? undefined : invalid(issues);
};

/** What somebody else has set or seen: no password of one's own. */
export const seenBy = ({ givenFor, password, seen }: Person): readonly string[] => [
  ...(givenFor === undefined ? [] : [password]),
  ...(seen === undefined ? [] : [seen]),
];

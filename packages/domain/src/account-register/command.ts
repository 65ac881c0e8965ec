import { z } from 'zod';
import { type Invalid, invalid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import { EmailAddress, localPart } from '../values/email-address.ts';
import { AccountRef } from '../values/ids.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { CompanyName, PersonName } from '../values/names.ts';
import { confirmsPassword, type Password, parsePassword } from '../values/password.ts';
import { PhoneNumber } from '../values/phone-number.ts';
import { present } from '../values/present.ts';
import { TimeZone } from '../values/time-zone.ts';

const schema = z
  .strictObject({
    parent: AccountRef.exactOptional(),
    firstName: PersonName,
    lastName: PersonName,
    companyName: CompanyName.exactOptional(),
    mobilePhone: PhoneNumber.exactOptional(),
    email: EmailAddress,
    timeZone: TimeZone.prefault('UTC'),
    mayHaveSubAccounts: z.boolean().default(false),
    // Their rules need the policy and the other fields: see below.
    password: z.unknown().optional(),
    passwordConfirmation: z.unknown().optional(),
  })
  .readonly();

/** What registers an account, as plain data. */
export type RegistrationInput = z.input<typeof schema>;

/** The same, parsed. */
export type Registration = Omit<z.output<typeof schema>, 'password' | 'passwordConfirmation'> & {
  readonly password: Password;
};

/**
 * Every fault at once, the password's and its confirmation's among them. `isCommon` answers
 * whether a password stands on the list of common ones.
 */
export const parseRegistration = (
  given: unknown,
  policy: Policy,
  isCommon: (password: string) => boolean,
): Result<Registration, Invalid> => {
  const input = present(given);
  const parsed = schema.safeParse(input, { reportInput: true });
  const { password, passwordConfirmation, personal } = secretsOf(input);
  const rules = { minimum: policy.passwordMinimum, personal, isCommon };
  const chosen = parsePassword(password, rules, ['password']);
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...(chosen.ok ? [] : chosen.error),
    ...confirmationIssues(password, passwordConfirmation),
  ];
  if (!parsed.success || !chosen.ok || issues.length > 0) return err(invalid(issues));
  const { password: _, passwordConfirmation: __, ...rest } = parsed.data;
  return ok({ ...rest, password: chosen.value });
};

function confirmationIssues(password: unknown, confirmation: unknown) {
  const path = ['passwordConfirmation'];
  if (confirmation === undefined || confirmation === null) return [issue(path, 'required')];
  return confirmsPassword(password, confirmation) ? [] : [issue(path, 'mismatch')];
}

/** Asked of the raw input, so that a fault elsewhere hides none of the password's. */
function secretsOf(input: unknown) {
  const at = (key: string): unknown =>
    typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  const email = EmailAddress.safeParse(at('email'));
  const company = at('companyName');
  return {
    password: at('password'),
    passwordConfirmation: at('passwordConfirmation'),
    personal: [
      ...(email.success ? [email.data.address, email.data.canonical, localPart(email.data)] : []),
      ...(typeof company === 'string' ? [company] : []),
    ],
  };
}

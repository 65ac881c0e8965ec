import { z } from 'zod';
import { type Invalid, invalid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import { err, ok, type Result } from '../result.ts';
import { EmailAddress, localPart } from '../values/email-address.ts';
import { fieldAt } from '../values/field-at.ts';
import { AccountRef } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { AccountName, CompanyName, PersonName } from '../values/names.ts';
import { confirmationIssues, type Password, parsePassword } from '../values/password.ts';
import { PhoneNumber } from '../values/phone-number.ts';
import { present } from '../values/present.ts';
import { TimeZone } from '../values/time-zone.ts';
import type { RegisterEntry } from './account-register.ts';

const common = {
  /** Absent: the caller's own account. */
  parent: AccountRef.exactOptional(),
  companyName: CompanyName.exactOptional(),
  mobilePhone: PhoneNumber.exactOptional(),
  email: EmailAddress,
  /** Absent: the parent's, else UTC. */
  timeZone: TimeZone.exactOptional(),
  mayHaveSubAccounts: z.boolean().default(false),
};

/** What a wire that registers accounts is described by. */
export const registrationSchema = z
  .strictObject({
    ...common,
    firstName: PersonName,
    lastName: PersonName,
    // Their rules need the policy and the other fields: see below.
    password: z.unknown().optional(),
    passwordConfirmation: z.unknown().optional(),
  })
  .readonly();

/** The same for one that opens them with an invitation or a password that is made. */
export const openRegisterSchema = z
  .strictObject({
    ...common,
    name: AccountName.exactOptional(),
    firstName: PersonName.exactOptional(),
    lastName: PersonName.exactOptional(),
  })
  .readonly();

/** What `registers.register` takes, as plain data. */
export interface RegistrationInput extends z.input<typeof registrationSchema> {}

/** The same, parsed. */
export interface Registration {
  readonly parent?: AccountRef;
  readonly entry: RegisterEntry;
  readonly password: Password;
}

/** What `registers.open` takes, as plain data. */
export interface OpenRegisterInput extends z.input<typeof openRegisterSchema> {}

/** The same, parsed. */
export interface OpenRegister {
  readonly parent?: AccountRef;
  readonly entry: RegisterEntry;
}

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
  const parsed = registrationSchema.safeParse(input, { reportInput: true });
  const { password, passwordConfirmation, personal } = secretsOf(input);
  const rules = { minimum: policy.passwordMinimum, personal, isCommon };
  const chosen = parsePassword(password, rules, ['password']);
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error)),
    ...(chosen.ok ? [] : chosen.error),
    ...confirmationIssues(password, passwordConfirmation, ['passwordConfirmation']),
  ];
  if (!parsed.success || !chosen.ok || issues.length > 0) return err(invalid(issues));
  const { password: _, passwordConfirmation: __, parent, ...entry } = parsed.data;
  return ok({ ...(parent === undefined ? {} : { parent }), entry, password: chosen.value });
};

/** Every fault at once. */
export const parseOpenRegister = (given: unknown): Result<OpenRegister, Invalid> => {
  const parsed = openRegisterSchema.safeParse(present(given), { reportInput: true });
  if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
  const { parent, ...entry } = parsed.data;
  return ok({ ...(parent === undefined ? {} : { parent }), entry });
};

const UpdateSchema = z
  .strictObject({
    account: z.union([z.string(), z.number()]),
    /** The version that the correction was made from; another one now is stale. */
    version: z.int().exactOptional(),
    name: AccountName.exactOptional(),
    /** Null takes it away, as with the three after it. */
    firstName: PersonName.nullable().exactOptional(),
    lastName: PersonName.nullable().exactOptional(),
    companyName: CompanyName.nullable().exactOptional(),
    mobilePhone: PhoneNumber.nullable().exactOptional(),
    timeZone: TimeZone.exactOptional(),
    mayHaveSubAccounts: z.boolean().exactOptional(),
  })
  .readonly();

/** What `registers.update` takes, as plain data; what is left out stays as it is. */
export interface UpdateRegisterInput extends z.input<typeof UpdateSchema> {}

/** The same, parsed. */
export type UpdateRegister = Omit<z.output<typeof UpdateSchema>, 'account'>;

/** Every fault of the command at once. */
export const parseUpdateRegister = (given: unknown): Result<UpdateRegister, Invalid> => {
  const parsed = UpdateSchema.safeParse(present(given), { reportInput: true });
  if (!parsed.success) return err(invalid(issuesOf(parsed.error)));
  const { account: _, ...correction } = parsed.data;
  return ok(correction);
};

/** Asked of the raw input, so that a fault elsewhere hides none of the password's. */
function secretsOf(input: unknown) {
  const email = EmailAddress.safeParse(fieldAt(input, 'email'));
  const company = fieldAt(input, 'companyName');
  return {
    password: fieldAt(input, 'password'),
    passwordConfirmation: fieldAt(input, 'passwordConfirmation'),
    personal: [
      ...(email.success ? [email.data.address, email.data.canonical, localPart(email.data)] : []),
      ...(typeof company === 'string' ? [company] : []),
    ],
  };
}

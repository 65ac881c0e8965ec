import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { type PasswordConstraints, passwords } from './password.ts';
import { texts } from './text.ts';
import { accountRefs, phoneNumbers, timeZones } from './values.ts';

/** What registers an account, as plain data. */
export interface RegistrationSample {
  readonly parent?: string | number;
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName?: string;
  readonly mobilePhone?: string;
  readonly email: string;
  readonly timeZone?: string;
  readonly mayHaveSubAccounts?: boolean;
  readonly password: string;
  readonly passwordConfirmation: string;
}

/** Valid registrations, with a chosen password and its confirmation. */
export const registrationInputs = (
  constraints: PasswordConstraints = {},
): fc.Arbitrary<RegistrationSample> =>
  fc
    .record(
      {
        parent: accountRefs(),
        firstName: texts(),
        lastName: texts(),
        companyName: texts(),
        mobilePhone: phoneNumbers(),
        email: emailAddresses(),
        timeZone: timeZones(),
        mayHaveSubAccounts: fc.boolean(),
        password: passwords(constraints),
      },
      { requiredKeys: ['firstName', 'lastName', 'email', 'password'] },
    )
    .filter(
      ({ password, email, companyName }) =>
        !isPersonal(password, [email, localPart(email), companyName]),
    )
    .map((input) => ({ ...input, passwordConfirmation: input.password }));

/** Whether a password is one of its owner's texts, in any letter case or width. */
export const isPersonal = (password: string, own: readonly unknown[]): boolean =>
  own.some(
    (text) => typeof text === 'string' && plain(text) !== '' && plain(text) === plain(password),
  );

const localPart = (email: string): string => email.slice(0, email.lastIndexOf('@'));

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

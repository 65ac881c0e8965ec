import fc from 'fast-check';
import { emailAddresses } from './email.ts';
import { faultyEmailAddresses } from './email-faults.ts';
import type { FaultyCommand } from './faulty.ts';
import {
  faultyOnly,
  mixed,
  objectOf,
  optional,
  type Part,
  perhaps,
  planted,
  strangers,
} from './parts.ts';
import type { PasswordConstraints } from './password.ts';
import { isPersonal } from './registration.ts';
import { secretParts } from './secret-faults.ts';
import { faultyTexts, texts } from './text.ts';
import {
  accountRefs,
  faultyAccountRefs,
  faultyFlags,
  faultyPhoneNumbers,
  faultyTimeZones,
  phoneNumbers,
  timeZones,
} from './values.ts';

/**
 * Registrations that must be refused, each with the faults that it has, one or several at once.
 * Whoever judges common passwords for them must know `commonPasswords`.
 */
export const invalidRegistrationInputs = (
  constraints: PasswordConstraints = {},
): fc.Arbitrary<FaultyCommand> =>
  faultyOnly(
    fc
      .record({
        email: emailAddresses(),
        faultyEmail: perhaps(planted(faultyEmailAddresses())),
        others: otherParts(),
        secretsOf: secretParts(constraints),
        stranger: strangers(),
      })
      .map(({ email, faultyEmail, others, secretsOf, stranger }) => {
        const own =
          faultyEmail === undefined ? [email, email.slice(0, email.lastIndexOf('@'))] : [];
        const company = others.companyName;
        const { password, confirmation } = secretsOf([...own, ...soundTexts(company)]);
        const command = objectOf([
          ...Object.entries(others),
          ['email', faultyEmail ?? { input: email, faults: [] }],
          ['password', password],
          ['passwordConfirmation', confirmation],
          ...(stranger === undefined ? [] : [stranger]),
        ]);
        return { command, isAccident: isAccidentallyPersonal(password, [...own, company.input]) };
      })
      .filter(({ isAccident }) => !isAccident)
      .map(({ command }) => command),
  );

const otherParts = () =>
  fc.record({
    parent: optional(accountRefs(), faultyAccountRefs()),
    firstName: mixed(texts(), faultyTexts()),
    lastName: mixed(texts(), faultyTexts()),
    companyName: optional(texts(), faultyTexts()),
    mobilePhone: optional(phoneNumbers(), faultyPhoneNumbers()),
    timeZone: optional(timeZones(), faultyTimeZones()),
    mayHaveSubAccounts: optional(fc.boolean(), faultyFlags()),
  });

const soundTexts = ({ input, faults }: Part): readonly string[] =>
  typeof input === 'string' && faults.length === 0 ? [input] : [];

/** A password that is one of its owner's texts by chance has a fault that nobody planted. */
const isAccidentallyPersonal = ({ input, faults }: Part, own: readonly unknown[]): boolean =>
  typeof input === 'string' &&
  faults.every(({ code }) => code !== 'personal') &&
  isPersonal(input, own);

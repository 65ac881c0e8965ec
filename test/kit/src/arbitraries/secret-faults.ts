import type { IssueCode } from '@tenantry/domain';
import fc from 'fast-check';
import type { Faulty } from './faulty.ts';
import type { Part } from './parts.ts';
import { faultyPasswords, type PasswordConstraints, passwords } from './password.ts';
import { isPersonal } from './registration.ts';

/** A password and its confirmation, with the faults of each. */
export interface SecretParts {
  readonly password: Part;
  readonly confirmation: Part;
}

/** A password may be made of its owner's texts: the e-mail, its local part, the company. */
export type SecretsOf = (own: readonly string[]) => SecretParts;

/** Chosen passwords with their confirmation, about half of them with faults. */
export const secretParts = (constraints: PasswordConstraints): fc.Arbitrary<SecretsOf> =>
  fc.oneof(
    { weight: 4, arbitrary: passwords(constraints).map((password) => () => confirmed(password)) },
    { weight: 1, arbitrary: unconfirmed(constraints) },
    {
      weight: 2,
      arbitrary: faultyPasswords(constraints).map((faulty) => () => refusedTwice(faulty)),
    },
    { weight: 1, arbitrary: personal(constraints) },
  );

const confirmed = (password: string, ...codes: readonly IssueCode[]): SecretParts => ({
  password: part(password, ...codes),
  confirmation: part(password),
});

/** What is no text is confirmed by nothing, not by itself either. */
const refusedTwice = ({ input, codes }: Faulty): SecretParts => ({
  password: part(input, ...codes),
  confirmation:
    typeof input === 'string'
      ? part(input)
      : part(input, input === undefined || input === null ? 'required' : 'mismatch'),
});

/** Confirmations that differ by as little as can be, and what is no confirmation. */
const unconfirmed = (constraints: PasswordConstraints): fc.Arbitrary<SecretsOf> =>
  fc
    .tuple(
      passwords(constraints),
      fc.oneof(
        fc.constantFrom<(password: string) => Part>(
          () => part(undefined, 'required'),
          () => part(null, 'required'),
          (password) => part([password], 'mismatch'),
          () => part('', 'mismatch'),
          (password) => part(`${password} `, 'mismatch'),
          (password) => part(` ${password}`, 'mismatch'),
          (password) => part(`${password}\r\n`, 'mismatch'),
          (password) => part(`${password}\0`, 'mismatch'),
          (password) => part(password.slice(0, -1), 'mismatch'),
        ),
      ),
    )
    .map(([password, confirm]) => () => ({
      password: part(password),
      confirmation: confirm(password),
    }));

/** One of the owner's own texts, in any letter case. */
const personal = ({ minimum = 8 }: PasswordConstraints): fc.Arbitrary<SecretsOf> =>
  fc
    .tuple(fc.nat(), fc.boolean(), passwords({ minimum }))
    .map(([at, upper, otherwise]) => (own) => {
      const text = own[at % Math.max(1, own.length)];
      if (text === undefined) return confirmed(otherwise);
      // Some letters do not come back from upper case: such a text is another one.
      const inUpperCase = text.toUpperCase();
      const password = upper && isPersonal(inUpperCase, [text]) ? inUpperCase : text;
      const codes: readonly IssueCode[] =
        [...password].length < minimum ? ['tooShort', 'personal'] : ['personal'];
      return confirmed(password, ...codes);
    });

const part = (input: unknown, ...codes: readonly IssueCode[]): Part => ({
  input,
  faults: codes.map((code) => ({ path: [], code })),
});

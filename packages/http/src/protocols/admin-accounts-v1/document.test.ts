import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defaultPolicy,
  type Issue,
  type IssueCode,
  messageFor,
  parseRegistration,
} from '@tenantry/domain';
import { expect, it } from 'vitest';
import { table, withTables } from '../../made-tables.test.kit.ts';
import { type Attribute, attributes } from './attributes.ts';
import { askedIn } from './command.ts';
import { answers, placeNames } from './errors.ts';
import { wireIssues } from './paths.ts';

const page = join(import.meta.dirname, '../../../../../docs/protocols/admin-accounts-v1.md');

const password = 'nine blue kettles sing';
const common = '12345678';

/** A value of each attribute that is right. */
const required = {
  Firstname: 'Jane',
  Lastname: 'Doe',
  Email: 'jane@example.com',
  Password: password,
  PasswordConfirmation: password,
};
const sound: Readonly<Record<Attribute, string>> = {
  ...required,
  CompanyName: 'Company',
  MobilePhone: '12345',
  TimeZoneInJavaFormat: 'UTC',
  TimeZone: 'UTC',
};

/** What is made of a request that is right but for one attribute, or what is wrong with it. */
function judged(attribute: Attribute, value: unknown) {
  const values = new Map<string, unknown>([...Object.entries(required), [attribute, value]]);
  if (attribute === 'Password') values.set('PasswordConfirmation', value);
  const { command, timeZoneAt } = askedIn({ values, issues: [] });
  const parsed = parseRegistration(command, defaultPolicy, (text) => text === common);
  return parsed.ok
    ? { made: { ...parsed.value, password: parsed.value.password.reveal() }, issues: [] }
    : { issues: wireIssues(parsed.error.issues, timeZoneAt) };
}

const issuesWith = (attribute: Attribute, value: unknown): readonly Issue[] =>
  judged(attribute, value).issues.filter(({ path: [place] }) => place === attribute);

/** So many characters that are right if that many are. */
function ofLength(attribute: Attribute, length: number): string {
  if (attribute === 'MobilePhone') return '1'.repeat(length);
  if (attribute !== 'Email') return 'x y'.repeat(length).slice(-length);
  const domainLength = Math.max(3, length - 65);
  const domain = Array.from({ length: domainLength }, (_, at) =>
    at % 4 === 1 && at < domainLength - 1 ? '.' : 'b',
  ).join('');
  return `${'a'.repeat(Math.max(0, length - 1 - domainLength))}@${domain}`.slice(-length);
}

/** By trying every length: what is published cannot be another than what is done. */
function lengthsOf(attribute: Attribute): string {
  const accepted = Array.from({ length: 1100 }, (_, at) => at + 1).filter(
    (length) => issuesWith(attribute, ofLength(attribute, length)).length === 0,
  );
  const [shortest = 0] = accepted;
  expect(accepted).toEqual(accepted.map((_, at) => shortest + at));
  return `${shortest}-${accepted.at(-1)}`;
}

function blanksOf(attribute: Attribute): string {
  const padded = ` ${sound[attribute]} `;
  return JSON.stringify(judged(attribute, padded).made).includes(padded) ? 'kept' : 'dropped';
}

const controlsOf = (attribute: Attribute): string =>
  issuesWith(attribute, `${sound[attribute]}\u0007${sound[attribute]}`).length > 0
    ? 'refused'
    : 'kept';

/** What else is told of values that break a rule. */
function rulesOf(attribute: Attribute): string {
  const told = [common, sound.Email, '?'.repeat(12), `${password} `]
    .flatMap((value) => issuesWith(attribute, value))
    .map(({ code, message }) => `${message} (\`${nameOf(code)}\`)`);
  return [...new Set(told)].join('; ');
}

const withoutLength: readonly Attribute[] = [
  'PasswordConfirmation',
  'TimeZoneInJavaFormat',
  'TimeZone',
];

const criteria = (): string =>
  table(
    ['attribute', 'required', 'characters', 'blanks at its ends', 'control characters', 'besides'],
    attributes.map((attribute) => {
      const isFree = attribute !== 'PasswordConfirmation';
      return [
        `\`${attribute}\``,
        issuesWith(attribute, undefined).some(({ code }) => code === 'required') ? 'yes' : 'no',
        withoutLength.includes(attribute) ? '' : lengthsOf(attribute),
        isFree ? blanksOf(attribute) : '',
        isFree ? controlsOf(attribute) : '',
        rulesOf(attribute),
      ];
    }),
  );

/** All there are; nothing here grants a power. */
const issueCodes: Readonly<Record<Exclude<IssueCode, 'exceedsPower'>, IssueCode>> = {
  required: 'required',
  type: 'type',
  tooShort: 'tooShort',
  tooLong: 'tooLong',
  tooMany: 'tooMany',
  tooDeep: 'tooDeep',
  characters: 'characters',
  format: 'format',
  unknown: 'unknown',
  duplicate: 'duplicate',
  mismatch: 'mismatch',
  common: 'common',
  personal: 'personal',
};

const nameOf = (code: IssueCode): string => code.charAt(0).toUpperCase() + code.slice(1);

const faults = (): string =>
  [
    `Places are ${[...placeNames.values(), 'Body'].map((name) => `\`${name}\``).join(', ')}.`,
    '',
    table(
      ['what', 'the value, unless `ErrorReason` says it more exactly'],
      Object.values(issueCodes).map((code) => [`\`${nameOf(code)}\``, messageFor(code)]),
    ),
  ].join('\n');

function outcomes(): string {
  const distinct = new Map(Object.values(answers).map((answer) => [answer.code, answer]));
  return table(
    ['status', '`ErrorCode`', '`ErrorReason`'],
    [...distinct.values()]
      .toSorted((one, other) => one.status - other.status)
      .map(({ status, code, reason }) => [String(status), `\`${code}\``, reason]),
  );
}

it('the published tables are what the code has, whatever stands in their places', async () => {
  const tables = { criteria: criteria(), faults: faults(), outcomes: outcomes() };
  const text = readFileSync(page, 'utf8');
  const made = withTables(text, tables);
  await expect(made).toMatchFileSnapshot(page);
  expect(withTables(text.replaceAll('| 1-255 |', '| 1-254 |'), tables)).toBe(made);
  expect(() => withTables('', tables)).toThrow('no place for criteria');
});

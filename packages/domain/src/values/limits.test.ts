import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { DefaultWorkflow, DefaultWorkflows } from './default-workflow.ts';
import { ExternalReference, ExternalReferences, ReferenceNamed } from './external-reference.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import {
  AccountAddress,
  AccountId,
  AccountNumber,
  AccountRef,
  ApiKeyId,
  MembershipId,
  MembershipNumber,
  MembershipRef,
  UserId,
} from './ids.ts';
import { Instant } from './instant.ts';
import { issuesOf } from './issues.ts';
import { AccountName, AppName, CompanyName, PersonName, UserName, userNameKey } from './names.ts';
import { canonicalPhoneNumber, PhoneNumber } from './phone-number.ts';
import { BillingId, Reference } from './references.ts';
import { RoleId, Roles } from './role.ts';
import { Scopes } from './scope.ts';
import { TimeZone } from './time-zone.ts';
import { spoken, VerificationPhrase } from './verification-phrase.ts';

const x = (length: number): string => 'x'.repeat(length);

/** What is found wrong, as `path: code message`; nothing where it is taken. */
const faultsOf = (schema: z.ZodType, given: unknown): readonly string[] => {
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return [];
  return issuesOf(parsed.error).map(
    ({ path, code, message }) => `${path.join('.')}: ${code} ${message}`,
  );
};

describe('a text', () => {
  it.each<readonly [string, z.ZodType, number]>([
    ['AccountName', AccountName, 255],
    ['PersonName', PersonName, 255],
    ['CompanyName', CompanyName, 255],
    ['UserName', UserName, 255],
    ['AppName', AppName, 255],
    ['Reference', Reference, 255],
    ['BillingId', BillingId, 50],
    ['VerificationPhrase', VerificationPhrase, 255],
  ])('%s has a first and a last length', (_, schema, longest) => {
    const tooLong = `: tooLong must have at most ${longest} characters`;
    expect(schema.parse(' x ')).toBe('x');
    expect(schema.parse(x(longest))).toBe(x(longest));
    expect(faultsOf(schema, ' ')).toEqual([': tooShort must not be empty']);
    expect(faultsOf(schema, x(longest + 1))).toEqual([tooLong]);
    expect(faultsOf(schema, 'a\u0007b')).toEqual([
      ': characters must hold no control characters and no halves of a character',
    ]);
  });

  it('of a user name is compared in lower case, composed before and after', () => {
    expect(userNameKey('JOS\u0045\u0301')).toBe('jos\u00e9');
    // Lower case takes this letter apart, and nothing else would put it together again.
    expect(userNameKey('\u212a\u0307')).toBe(userNameKey('k\u0307'));
  });
});

describe('what is written in its own form', () => {
  const at = 'must be a time as in 2027-01-31T12:00:00Z';
  const label = 'must be a DNS label of lower-case letters, digits and dashes';
  const phone = 'must be 5 to 20 digits, blanks, brackets and dashes after an optional +';
  const zone = 'must be an IANA time zone such as Europe/Rome';
  it.each<readonly [string, z.ZodType, readonly string[], readonly string[], string]>([
    ['Instant', Instant, ['2027-01-31T12:00:00Z'], ['2027-01-31', '2027-01-31T12:00:00'], at],
    [
      'AccountAddress',
      AccountAddress,
      ['a', '0', 'a-b', 'a0', x(63), `a${'-'.repeat(61)}a`],
      ['', '-', 'a-', '-a', 'A', 'a.b', 'a_b', x(64), `${x(63)}\n`, `a${'-'.repeat(62)}a`],
      label,
    ],
    [
      'PhoneNumber',
      PhoneNumber,
      ['12345', '+12345', '(0)1-2 345', '1'.repeat(20), `+${'1'.repeat(20)}`, ' 12345 '],
      ['', '1234', '+1234', '1'.repeat(21), '++12345', '12345+', '1234a5', '1( )-( )-', '12345\t6'],
      phone,
    ],
  ])('%s', (_, schema, good, bad, message) => {
    for (const text of good) expect(faultsOf(schema, text), text).toEqual([]);
    for (const text of bad) expect(faultsOf(schema, text), text).toEqual([`: format ${message}`]);
  });

  it('a time zone is one that the runtime knows, and no offset', () => {
    for (const text of ['UTC', 'Europe/Rome', ' Europe/Rome ', 'europe/rome'])
      expect(faultsOf(TimeZone, text), text).toEqual([]);
    for (const text of ['', '+01:00', '01:00', 'Nowhere/At/All', x(64)])
      expect(faultsOf(TimeZone, text), text).toEqual([`: unknown ${zone}`]);
    expect(faultsOf(TimeZone, x(65))).toContain(': tooLong must have at most 64 characters');
  });

  it('a telephone number is compared by plus and digits, and kept without blanks around it', () => {
    expect(PhoneNumber.parse(' +39 06 12345 ')).toBe('+39 06 12345');
    expect(canonicalPhoneNumber(PhoneNumber.parse('+39 (06) 123-45'))).toBe('+390612345');
  });

  it('a moment is the same in every offset', () => {
    expect(Instant.parse('2027-01-31T12:00:00+01:00')).toEqual(new Date('2027-01-31T11:00:00Z'));
  });

  it.each<readonly [string, z.ZodType]>([
    ['AccountId', AccountId],
    ['UserId', UserId],
    ['MembershipId', MembershipId],
    ['ApiKeyId', ApiKeyId],
    ['AccountRef', AccountRef],
    ['MembershipRef', MembershipRef],
  ])('%s is a UUID in lower case', (_, schema) => {
    const id = '018F0000-0000-7000-8000-00000000000A';
    expect(schema.parse(id)).toBe(id.toLowerCase());
    expect(faultsOf(schema, id.slice(1))).toEqual([': format is not written as it must be']);
  });

  it.each<readonly [string, z.ZodType]>([
    ['AccountNumber', AccountNumber],
    ['MembershipNumber', MembershipNumber],
    ['RoleId', RoleId],
  ])('%s is a positive int32', (_, schema) => {
    for (const number of [1, 2_147_483_647]) expect(schema.parse(number)).toBe(number);
    expect(faultsOf(schema, 0)).toEqual([': format must be at least 1']);
    expect(faultsOf(schema, 2_147_483_648)).toEqual([': format must be at most 2147483647']);
    expect(faultsOf(schema, 1.5)).toEqual([': type must be a whole number']);
  });

  it.each<readonly [string, z.ZodType]>([
    ['AccountRef', AccountRef],
    ['MembershipRef', MembershipRef],
  ])('%s is a number besides, and one in digits', (_, schema) => {
    for (const [given, number] of [
      [7, 7],
      ['7', 7],
      ['10', 10],
      ['2147483647', 2_147_483_647],
    ])
      expect(schema.parse(given)).toBe(number);
    for (const given of [0, '0', '07', '', '1x', 'x1', ' 1', '1e3', '2147483648', '10000000000'])
      expect(faultsOf(schema, given), String(given)).not.toEqual([]);
  });

  it.each([
    ['visible', 'visible'],
    ['"quoted"', 'quoted'],
    ['"with \\" and \\\\ in it"', undefined],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['"a\\b"', '"a\\b"'],
    ['"open', '"open'],
    ['open"', 'open"'],
    ['x"quoted"', 'x"quoted"'],
    ['"quoted"x', '"quoted"x'],
    ['!~', '!~'],
    ['""', undefined],
    ['', undefined],
    ['a b', undefined],
    ['\u007f', undefined],
    ['\u00e9', undefined],
    [x(255), x(255)],
    [`"${x(255)}"`, x(255)],
    [x(256), undefined],
  ])('an idempotency key %j', (given, key) => {
    expect(IdempotencyKey.safeParse(given).data).toBe(key);
  });
});

describe('a list', () => {
  const reference = { name: 'a', value: 'b' };
  const workflow = { workflowDefinitionId: 'a', workflowName: 'b' };
  const many = (one: unknown, count: number) => Array.from({ length: count }, () => one);
  const roles = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

  it.each<readonly [string, z.ZodType, (count: number) => unknown]>([
    ['of references', ExternalReferences, (count) => many(reference, count)],
    ['of workflows', DefaultWorkflows, (count) => many(workflow, count)],
    ['of roles', Roles, roles],
  ])('%s has 100 entries at most', (_, schema, list) => {
    expect(faultsOf(schema, list(0))).toEqual([]);
    expect(faultsOf(schema, list(100))).toEqual([]);
    expect(faultsOf(schema, list(101))).toEqual([': tooMany must have at most 100 entries']);
  });

  it('of roles has each once, and says so beside what is wrong with others', () => {
    expect(faultsOf(Roles, [3, 1, 3])).toEqual(['2: duplicate stands more than once']);
    expect(faultsOf(Roles, [0, 2, 2])).toEqual([
      '0: format must be at least 1',
      '2: duplicate stands more than once',
    ]);
    expect(faultsOf(Roles, ['x', 2, 2])).toEqual([
      '0: type must be a number',
      '2: duplicate stands more than once',
    ]);
    expect(faultsOf(Roles, 'x')).toEqual([': type must be an array']);
    expect(faultsOf(Roles, [...roles(99), 1])).toEqual(['99: duplicate stands more than once']);
    // A list past its limit is enough said.
    expect(faultsOf(Roles, many(1, 101))).toEqual([': tooMany must have at most 100 entries']);
  });

  it('of scopes has known ones with blanks between, each once', () => {
    expect(Scopes.parse('')).toEqual([]);
    expect(Scopes.parse(' kyc:api ')).toEqual(['kyc:api']);
    expect(faultsOf(Scopes, 'kyc:api kyc:api')).toEqual([': duplicate stands more than once']);
    expect(faultsOf(Scopes, 'kyc:api x')).toEqual([': unknown must be of kyc:api']);
    expect(faultsOf(Scopes, ' '.repeat(255))).toEqual([]);
    expect(faultsOf(Scopes, ' '.repeat(256))).toEqual([
      ': tooLong must have at most 255 characters',
    ]);
  });
});

describe('a workflow', () => {
  const workflow = { workflowDefinitionId: 'a', workflowName: 'b' };

  it('has defaults, and keeps every field', () => {
    expect(DefaultWorkflow.parse(workflow)).toEqual({ ...workflow, lifecyclePhase: 'OTHER' });
    for (const lifecyclePhase of ['ONBOARDING', 'MONITORING', 'REFRESH', 'OTHER'])
      for (const monitoringType of ['AML', 'ACTIVITY']) {
        const whole = {
          ...workflow,
          workflowDisplayName: 'c',
          workflowDefinitionVersion: 'd',
          lifecyclePhase,
          monitoringType,
        };
        expect(DefaultWorkflow.parse(whole)).toEqual(whole);
      }
  });

  it.each([
    'workflowDefinitionId',
    'workflowName',
    'workflowDisplayName',
    'workflowDefinitionVersion',
  ])('has 1 to 255 characters in %s', (field) => {
    expect(faultsOf(DefaultWorkflow, { ...workflow, [field]: x(255) })).toEqual([]);
    expect(faultsOf(DefaultWorkflow, { ...workflow, [field]: '' })).toEqual([
      `${field}: tooShort must not be empty`,
    ]);
    expect(faultsOf(DefaultWorkflow, { ...workflow, [field]: x(256) })).toEqual([
      `${field}: tooLong must have at most 255 characters`,
    ]);
  });

  it('has no other field and no other words', () => {
    expect(faultsOf(DefaultWorkflow, { ...workflow, other: 1 })).toEqual([
      'other: unknown is no field of this',
    ]);
    expect(faultsOf(DefaultWorkflow, { ...workflow, lifecyclePhase: '' })).toEqual([
      'lifecyclePhase: unknown must be one of ONBOARDING, MONITORING, REFRESH, OTHER',
    ]);
    expect(faultsOf(DefaultWorkflow, { ...workflow, monitoringType: '' })).toEqual([
      'monitoringType: unknown must be one of AML, ACTIVITY',
    ]);
  });
});

describe('an external reference', () => {
  const reference = { name: 'a', value: 'b' };
  const pairs = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']));

  it('has defaults, and keeps every field', () => {
    expect(ExternalReference.parse(reference)).toEqual({ ...reference, type: 'CUSTOMER' });
    for (const type of ['SYSTEM', 'CUSTOMER', 'ACCOUNT', 'OTHER']) {
      const whole = { ...reference, type, description: '', metadata: { k: 'v' } };
      expect(ExternalReference.parse(whole)).toEqual(whole);
    }
    expect(ExternalReference.parse({ ...reference, metadata: { ' k ': ' v ' } }).metadata).toEqual({
      k: 'v',
    });
  });

  it.each<readonly [string, object, readonly string[]]>([
    ['the longest texts', { name: x(255), value: x(255), description: x(1024) }, []],
    ['an empty name', { name: '' }, ['name: tooShort must not be empty']],
    ['an empty value', { value: '' }, ['value: tooShort must not be empty']],
    ['a long name', { name: x(256) }, ['name: tooLong must have at most 255 characters']],
    ['a long value', { value: x(256) }, ['value: tooLong must have at most 255 characters']],
    [
      'a long description',
      { description: x(1025) },
      ['description: tooLong must have at most 1024 characters'],
    ],
    [
      'another type',
      { type: '' },
      ['type: unknown must be one of SYSTEM, CUSTOMER, ACCOUNT, OTHER'],
    ],
    ['another field', { other: 1 }, ['other: unknown is no field of this']],
    ['most pairs', { metadata: pairs(50) }, []],
    ['more pairs', { metadata: pairs(51) }, ['metadata: tooMany must have at most 50 entries']],
    ['a list of pairs', { metadata: [] }, ['metadata: type is of the wrong type']],
    ['a text of pairs', { metadata: 'k' }, ['metadata: type is of the wrong type']],
    ['no pairs', { metadata: null }, ['metadata: required must not be null']],
    ['an empty pair', { metadata: { k: '' } }, ['metadata.k: tooShort is too short']],
    ['a pair of a number', { metadata: { k: 1 } }, ['metadata.k: type is of the wrong type']],
    [
      'two pairs that are faulty',
      { metadata: { k: '', l: 1 } },
      ['metadata.k: tooShort is too short', 'metadata.l: type is of the wrong type'],
    ],
    ['a pair without a key', { metadata: { '': 'v' } }, ['metadata.: tooShort is too short']],
    [
      'two pairs that become one',
      { metadata: { k: '1', ' k ': '2' } },
      ['metadata.k: duplicate stands more than once'],
    ],
    ['a pair under a name of every object', { metadata: JSON.parse('{"__proto__":"v"}') }, []],
  ])('with %s', (_, change, faults) => {
    expect(faultsOf(ExternalReference, { ...reference, ...change })).toEqual(faults);
  });

  it('is looked for by name and value, and nothing else', () => {
    expect(ReferenceNamed.parse({ name: ' a ', value: ' b ' })).toEqual(reference);
    expect(faultsOf(ReferenceNamed, { name: '', value: x(256), type: 'OTHER' })).toEqual([
      'name: tooShort must not be empty',
      'value: tooLong must have at most 255 characters',
      'type: unknown is no field of this',
    ]);
  });
});

describe('a verification phrase', () => {
  it('holds letters or digits', () => {
    for (const phrase of ['a', '1', '\u4e2d'])
      expect(faultsOf(VerificationPhrase, phrase)).toEqual([]);
    for (const phrase of ['-', '?! ...'])
      expect(faultsOf(VerificationPhrase, phrase)).toEqual([
        ': format must hold letters or digits',
      ]);
  });

  it.each([
    ['Blue Horse', 'blue horse'],
    [' blue,  horse! ', 'blue horse'],
    ['BLUE-HORSE', 'blue horse'],
    ['\uff22lue', 'blue'],
    ['STRASSE', 'stra\u1e9ee'],
    ['\u03a3\u03a3', '\u03c3\u03c2'],
    ['a+b', 'a b'],
    ['\u0390', '\u03b9\u0308\u0301'],
  ])('%j sounds like %j', (one, other) => {
    expect(spoken(one)).toBe(spoken(other));
  });

  it('sounds otherwise when a word or the place between two is another', () => {
    expect(spoken('blue horse')).toBe('blue horse');
    expect(spoken('bluehorse')).toBe('bluehorse');
    expect(spoken('a\u03c2')).toBe('a\u03c3');
  });
});

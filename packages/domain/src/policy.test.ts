import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Policy, powerOfRole } from './policy.ts';
import { issuesOf } from './values/issues.ts';
import { RoleId } from './values/role.ts';

/** A policy in which one rule is set and the rest is left out. */
const withRule = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

const ruleIn = (policy: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => Reflect.get(Object(at), key), policy);

const faultsOf = (given: unknown): readonly string[] => {
  const parsed = Policy.safeParse(given, { reportInput: true });
  if (parsed.success) return [];
  return issuesOf(parsed.error).map(
    ({ path, code, message }) => `${path.join('.')}: ${code} ${message}`,
  );
};

const day = 86_400;
const tenYears = 315_360_000;

describe('a rule that is a number', () => {
  it.each<readonly [path: string, byDefault: number | undefined, least: number, most: number]>([
    ['passwordMinimum', 8, 1, 128],
    ['lifetimes.invitation', 7 * day, 60, tenYears],
    ['lifetimes.passwordReset', 600, 60, tenYears],
    ['lifetimes.accessToken', 7 * day, 60, tenYears],
    ['lifetimes.refreshToken', 28 * day, 60, tenYears],
    ['lifetimes.generatedPassword', 30 * day, 60, tenYears],
    ['signIn.limit', 10, 1, 1000],
    ['signIn.window', 900, 60, tenYears],
    ['mailing.limit', 3, 1, 1000],
    ['mailing.window', 3600, 60, tenYears],
    ['retention.mail', 90 * day, 60, tenYears],
    ['depth', 10, 2, 64],
  ])('%s', (path, byDefault, least, most) => {
    expect(ruleIn(Policy.parse({}), path)).toBe(byDefault);
    for (const value of [least, most])
      expect(ruleIn(Policy.parse(withRule(path, value)), path)).toBe(value);
    expect(faultsOf(withRule(path, least - 1))).toEqual([
      `${path}: format must be at least ${least}`,
    ]);
    expect(faultsOf(withRule(path, most + 1))).toEqual([`${path}: format must be at most ${most}`]);
    expect(faultsOf(withRule(path, least + 0.5))).toEqual([`${path}: type must be a whole number`]);
  });

  it.each(['requests.perCaller', 'requests.perAddress'])('%s', (path) => {
    expect(ruleIn(Policy.parse({}), path)).toBeUndefined();
    for (const rate of [
      { limit: 1, window: 1 },
      { limit: 1_000_000, window: 86_400 },
    ])
      expect(ruleIn(Policy.parse(withRule(path, rate)), path)).toEqual(rate);
    expect(faultsOf(withRule(path, { limit: 0, window: 0 }))).toEqual([
      `${path}.limit: format must be at least 1`,
      `${path}.window: format must be at least 1`,
    ]);
    expect(faultsOf(withRule(path, { limit: 1_000_001, window: 86_401 }))).toEqual([
      `${path}.limit: format must be at most 1000000`,
      `${path}.window: format must be at most 86400`,
    ]);
    expect(faultsOf(withRule(path, {}))).toEqual([
      `${path}.limit: required is required`,
      `${path}.window: required is required`,
    ]);
  });
});

describe('other rules', () => {
  it('have defaults', () => {
    expect(Policy.parse({})).toMatchObject({
      requests: {},
      changeGeneratedPassword: false,
      roles: [
        { id: 1, power: 'manage' },
        { id: 2, power: 'provision' },
        { id: 3, power: 'read' },
      ],
      defaultRole: 3,
      uniqueReferenceNames: [],
      brand: 'Tenantry',
    });
  });

  it.each([
    '',
    'lifetimes',
    'signIn',
    'mailing',
    'requests',
    'retention',
    'requests.perCaller',
    'requests.perAddress',
  ])('none is known by another name, in %j', (path) => {
    const at = [...path.split('.').filter(Boolean), 'other'].join('.');
    expect(faultsOf(withRule(at, 1))).toContain(`${at}: unknown is no field of this`);
  });

  it('a brand and the names of references have 1 to 255 characters', () => {
    for (const [rule, at, of] of [
      ['brand', 'brand', (text: string) => text],
      ['uniqueReferenceNames', 'uniqueReferenceNames.0', (text: string) => [text]],
    ] as const) {
      expect(faultsOf({ [rule]: of('x'.repeat(255)) })).toEqual([]);
      expect(faultsOf({ [rule]: of('') })).toEqual([`${at}: tooShort must not be empty`]);
      expect(faultsOf({ [rule]: of('x'.repeat(256)) })).toEqual([
        `${at}: tooLong must have at most 255 characters`,
      ]);
    }
    const names = (count: number) => Array.from({ length: count }, (_, at) => `n${at}`);
    expect(faultsOf({ uniqueReferenceNames: names(100) })).toEqual([]);
    expect(faultsOf({ uniqueReferenceNames: names(101) })).toEqual([
      'uniqueReferenceNames: tooMany must have at most 100 entries',
    ]);
  });
});

describe('roles', () => {
  const manage = { id: 1, power: 'manage' };
  const others = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: at + 2, power: 'read' }));
  const missing = 'unknown must have the role 1 with the power manage';

  it.each<readonly [string, unknown, readonly string[]]>([
    ['one', [manage], []],
    ['a hundred', [manage, ...others(99)], []],
    ['more', [manage, ...others(100)], ['roles: tooMany must have at most 100 entries']],
    ['none', [], ['roles: tooShort must have at least 1 entries', `roles: ${missing}`]],
    ['none that manages', [{ id: 2, power: 'manage' }], [`roles: ${missing}`]],
    ['a first that does not', [{ id: 1, power: 'read' }], [`roles.0.power: ${missing}`]],
    [
      'one twice',
      [manage, { id: 5, power: 'read' }, { id: 5, power: 'manage' }],
      ['roles.2.id: duplicate stands more than once'],
    ],
    [
      'one twice beside another fault',
      [manage, { id: 5, power: 'x' }, { id: 5, power: 'read' }],
      [
        'roles.1.power: unknown must be one of read, provision, manage',
        'roles.2.id: duplicate stands more than once',
      ],
    ],
    [
      'one with something else',
      [manage, { id: 2, power: 'read', name: 'x' }],
      ['roles.1.name: unknown is no field of this'],
    ],
    ['a number among them', [manage, 2], ['roles.1: type must be an object']],
    ['null among them', [manage, null], ['roles.1: required must not be null']],
    ['a text', 'x', ['roles: type must be an array']],
  ])('%s', (_, roles, faults) => {
    expect(
      faultsOf({ roles, defaultRole: 1 }).filter((fault) => fault.startsWith('roles')),
    ).toEqual(faults);
  });

  it('the default is one of them, and said to be none beside other faults', () => {
    const unknown = 'defaultRole: unknown must be one of the roles';
    expect(faultsOf({ defaultRole: 2 })).toEqual([]);
    expect(faultsOf({ defaultRole: 4 })).toEqual([unknown]);
    expect(faultsOf({ roles: [manage] })).toEqual([unknown]);
    expect(faultsOf({ defaultRole: 4, depth: 0 })).toContain(unknown);
    expect(faultsOf({ defaultRole: 4, roles: 'x' })).toEqual(['roles: type must be an array']);
    expect(faultsOf({ defaultRole: 4, roles: [2] })).toEqual(['roles.0: type must be an object']);
    expect(faultsOf(null)).toEqual([': required must not be null']);
    expect(faultsOf(1)).toEqual([': type must be an object']);
  });

  it('each gives its power, and another gives none', () => {
    const policy = Policy.parse({});
    expect([1, 2, 3, 4].map((id) => powerOfRole(policy, RoleId.parse(id)))).toEqual([
      'manage',
      'provision',
      'read',
      undefined,
    ]);
  });
});

it('every rule says what it is, for the documents', () => {
  const rulesIn = (
    { description, properties }: z.core.JSONSchema.BaseSchema,
    path: string,
  ): readonly string[] => [
    ...(properties === undefined || description !== undefined
      ? [`${path}: ${description?.includes(' ') || /^(requests|seconds)$/.test(description ?? '')}`]
      : []),
    ...Object.entries(properties ?? {}).flatMap(([key, inner]) =>
      typeof inner === 'object' ? rulesIn(inner, `${path}/${key}`) : [],
    ),
  ];
  const rules = rulesIn(z.toJSONSchema(Policy, { io: 'input' }), '');
  expect(rules).toHaveLength(23);
  expect(rules.filter((rule) => !rule.endsWith(': true'))).toEqual([]);
});

import { defaultPolicy, Policy, powerOfRole, powers, RoleId, suffices } from '@tenantry/domain';
import { accepts, idempotentParse, parserOf, policies } from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const parse = parserOf(Policy);

describe('a policy', () => {
  it('has a default for every part that is left out', () => {
    fc.assert(
      accepts(parse, policies(), (policy, given) => {
        expect(policy.passwordMinimum).toBe(given.passwordMinimum ?? 8);
        expect(policy.depth).toBe(given.depth ?? 10);
        expect(policy.brand).toBe(given.brand?.trim() ?? 'Tenantry');
        expect(policy.lifetimes).toEqual({ ...defaultPolicy.lifetimes, ...given.lifetimes });
        expect(policy.signIn).toEqual({ ...defaultPolicy.signIn, ...given.signIn });
        expect(policy.roles).toEqual(given.roles ?? defaultPolicy.roles);
        expect(policy.defaultRole).toBe(given.defaultRole ?? 3);
        return true;
      }),
    );
  });

  it('stays what it is', () => {
    fc.assert(idempotentParse(parse, policies(), (policy) => policy));
    expect(Policy.parse(JSON.parse(JSON.stringify(defaultPolicy)))).toEqual(defaultPolicy);
  });

  it('is by default what the documents say', () => {
    expect(defaultPolicy).toMatchObject({
      passwordMinimum: 8,
      depth: 10,
      roles: [
        { id: 1, power: 'manage' },
        { id: 2, power: 'provision' },
        { id: 3, power: 'read' },
      ],
      defaultRole: 3,
      lifetimes: {
        invitation: 7 * 86_400,
        passwordReset: 600,
        accessToken: 7 * 86_400,
        refreshToken: 28 * 86_400,
        generatedPassword: 30 * 86_400,
      },
      signIn: { limit: 10, window: 900 },
    });
  });

  it('knows the power of each of its roles, and none of another', () => {
    fc.assert(
      fc.property(policies(), (given) => {
        const policy = Policy.parse(given);
        for (const { id, power } of policy.roles) expect(powerOfRole(policy, id)).toBe(power);
        const beyond = RoleId.parse(
          (Math.max(...policy.roles.map(({ id }) => id)) % 2_147_483_647) + 1,
        );
        if (policy.roles.every(({ id }) => id !== beyond))
          expect(powerOfRole(policy, beyond)).toBeUndefined();
        expect(powerOfRole(policy, policy.defaultRole)).toBeDefined();
      }),
    );
  });

  it.each([
    { defaultRole: 4 },
    { roles: [{ id: 1, power: 'manage' }] },
    { roles: [], defaultRole: 1 },
    {
      roles: [
        { id: 3, power: 'read' },
        { id: 3, power: 'manage' },
      ],
    },
    { roles: [{ id: 3, power: 'rule' }] },
    { roles: [{ id: 3, power: 'manage' }] },
    { roles: [{ id: 1, power: 'read' }], defaultRole: 1 },
    { roles: 'all' },
    { roles: [null] },
    { roles: null },
    { defaultRole: 0 },
    { depth: 1 },
    { depth: 65 },
    { passwordMinimum: 0 },
    { passwordMinimum: 129 },
    { lifetimes: { invitation: 59 } },
    { lifetimes: { invitations: 60 } },
    { signIn: { limit: 0 } },
    { signIn: { limit: 1001 } },
    { signIn: { window: 59 } },
    { signIn: { tries: 10 } },
    { brand: '' },
    { uniqueReferenceNames: [''] },
    { unknown: 1 },
    [],
    'policy',
    null,
    0,
  ])('is refused, and nothing is thrown: %j', (given) => {
    expect(parse(given).ok).toBe(false);
  });

  it('is refused or taken, never thrown at', () => {
    const parts = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(1, 3, 10, 'read'));
    const almost = fc
      .tuple(policies(), fc.constantFrom(...Object.keys(defaultPolicy)), parts)
      .map(([policy, key, part]) => ({ ...policy, [key]: part }));
    fc.assert(
      fc.property(almost, (given) => {
        expect(() => parse(given)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

describe('powers', () => {
  it('are in one order, each including those before it', () => {
    expect(powers).toEqual(['read', 'provision', 'manage']);
    const table = powers.map((has) => powers.map((needed) => suffices(has, needed)));
    expect(table).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });
});

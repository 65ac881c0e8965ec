import {
  firstUserRole,
  type InitialiseInput,
  type Policy,
  type Power,
  powers,
  suffices,
} from '@tenantry/domain';
import fc from 'fast-check';
import { texts } from './text.ts';

export type PolicyInput = NonNullable<InitialiseInput['policy']>;

const seconds = () => fc.integer({ min: 60, max: 315_360_000 });

export const roleIds = (): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2_147_483_647 }));

/** Policies, any part of them left out. */
export const policies = (): fc.Arbitrary<PolicyInput> =>
  fc
    .tuple(
      fc.record(
        {
          passwordMinimum: fc.integer({ min: 1, max: 128 }),
          lifetimes: fc.record(
            {
              invitation: seconds(),
              passwordReset: seconds(),
              accessToken: seconds(),
              refreshToken: seconds(),
              generatedPassword: seconds(),
            },
            { requiredKeys: [] },
          ),
          signIn: fc.record(
            { limit: fc.integer({ min: 1, max: 1000 }), window: seconds() },
            { requiredKeys: [] },
          ),
          depth: fc.integer({ min: 2, max: 64 }),
          uniqueReferenceNames: fc.array(texts(), { maxLength: 3 }),
          brand: texts(),
        },
        { requiredKeys: [] },
      ),
      fc.option(roles(), { nil: undefined }),
    )
    .map(([policy, known]) => ({ ...policy, ...known }));

/** Each id once, the first user's role among them, the default role too. */
const roles = () =>
  fc
    .tuple(
      fc.uniqueArray(fc.record({ id: roleIds(), power: fc.constantFrom(...powers) }), {
        maxLength: 5,
        selector: ({ id }) => id,
      }),
      fc.nat(),
      fc.nat(),
    )
    .map(([others, place, at]) => {
      const known = others.filter(({ id }) => id !== firstUserRole);
      known.splice(place % (known.length + 1), 0, { id: firstUserRole, power: 'manage' });
      return { roles: known, defaultRole: known[at % known.length]?.id ?? firstUserRole };
    });

/** The roles that a caller of this power may give. */
export const rolesWithin = (policy: Policy, power: Power): readonly number[] =>
  policy.roles.filter((role) => suffices(power, role.power)).map(({ id }) => id);

/** Those that give more than it has. */
export const rolesBeyond = (policy: Policy, power: Power): readonly number[] =>
  policy.roles.filter((role) => !suffices(power, role.power)).map(({ id }) => id);

/** The powers that a caller of this power may give by name: those that some role gives. */
export const powersWithin = (policy: Policy, power: Power): readonly Power[] =>
  powers.filter(
    (given) => suffices(power, given) && policy.roles.some((role) => role.power === given),
  );

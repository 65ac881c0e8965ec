import type { Policy, Power } from '@tenantry/domain';
import fc from 'fast-check';
import type { Faulty } from './faulty.ts';
import { listOf, noLists, type Part, planted, sound } from './parts.ts';
import { rolesBeyond, rolesWithin } from './policy.ts';

/** The roles of one user, now and then with faults. */
export const roleParts = (policy: Policy, power: Power): fc.Arbitrary<Part> => {
  const allowed = [...rolesWithin(policy, power)];
  const good = fc.shuffledSubarray(allowed);
  return fc.oneof(
    { weight: 10, arbitrary: sound(fc.option(good, { nil: undefined })) },
    { weight: 1, arbitrary: faultyEntries(good, faultyRoles(policy, power)) },
    { weight: 1, arbitrary: planted(noLists(Array.from({ length: 101 }, () => allowed[0]))) },
  );
};

/** Good roles, then bad ones, then perhaps one of the good ones once more. */
const faultyEntries = (
  good: fc.Arbitrary<readonly number[]>,
  bad: fc.Arbitrary<Faulty>,
): fc.Arbitrary<Part> =>
  fc
    .tuple(
      good,
      fc.uniqueArray(bad, { maxLength: 3, selector: ({ input }) => input }),
      fc.boolean(),
    )
    .map(([roles, faulty, again]) => {
      // A fraction ends the look at a list: nothing is said of repetitions then.
      const first = faulty.some(({ input }) => input === 1.5) ? undefined : roles[0];
      return listOf([
        ...roles.map((input) => ({ input, faults: [] })),
        ...faulty.map(({ input, codes }) => ({
          input,
          faults: codes.map((code) => ({ path: [], code })),
        })),
        ...(again && first !== undefined
          ? [{ input: first, faults: [{ path: [], code: 'duplicate' as const }] }]
          : []),
      ]);
    });

/** No role at all, none that the policy knows, or one that gives more than the caller has. */
const faultyRoles = (policy: Policy, power: Power): fc.Arbitrary<Faulty> => {
  const known = new Set<number>(policy.roles.map(({ id }) => id));
  const unknown = fc.integer({ min: 1, max: 2_147_483_647 }).filter((id) => !known.has(id));
  const beyond = rolesBeyond(policy, power);
  return fc.oneof(
    fc.constantFrom<Faulty>(
      { input: 0, codes: ['format'] },
      { input: -1, codes: ['format'] },
      { input: 2 ** 31, codes: ['format'] },
      { input: 2 ** 53, codes: ['format'] },
      { input: 1.5, codes: ['type'] },
      { input: '1', codes: ['type'] },
      { input: true, codes: ['type'] },
      { input: [1], codes: ['type'] },
      { input: null, codes: ['required'] },
    ),
    unknown.map((input): Faulty => ({ input, codes: ['unknown'] })),
    ...(beyond.length > 0
      ? [fc.constantFrom(...beyond).map((input): Faulty => ({ input, codes: ['exceedsPower'] }))]
      : []),
  );
};

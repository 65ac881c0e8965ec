import type { AccountKind, Power } from '@tenantry/domain';
import fc from 'fast-check';
import type { By, How } from './line.ts';
import type { Names } from './world.ts';

// Few enough that two lines of a tale often want the same thing; now and then one is faulty.

/** Mostly sound. */
export const mostly = <T>(sound: fc.Arbitrary<T>, faulty: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 24, arbitrary: sound }, { weight: 1, arbitrary: faulty });

export const wantedNames = mostly(
  fc.constantFrom('One', 'Two', 'Caf\u00e9', 'Cafe\u0301'),
  fc.constantFrom('', ' \t'),
);

export const wantedMailboxes = mostly(
  fc.constantFrom(
    'a@example.com',
    'A@Example.COM',
    'b@example.com',
    'a+b@b\u00fccher.example',
    'a+b@XN--BCHER-KVA.example',
    'refused@example.com',
    'failed@example.com',
  ),
  fc.constantFrom('a@example', 'a@example.com.'),
);

export const wantedReference = fc.record({
  name: fc.constantFrom('CRM', 'other'),
  value: fc.constantFrom('1', '2', 'Caf\u00e9', 'Cafe\u0301'),
});

export const wantedReferences = fc.array(wantedReference, { minLength: 1, maxLength: 2 });

export const wantedUserNames = fc.constantFrom('jane', 'JANE', 'joe', 'a@example.com');

export const wantedKeys = fc.option(fc.constantFrom('k1', 'k2', '"k1"'), {
  nil: undefined,
  freq: 2,
});

/** Passwords that people choose, one of them too short. */
export const wantedPasswords = mostly(
  fc.constantFrom('nine blue kettles', 'nine red kettles'),
  fc.constant('q7-xk'),
);

export const ways: fc.Arbitrary<How> = fc.oneof(
  { weight: 9, arbitrary: fc.constant<How>('once') },
  { weight: 2, arbitrary: fc.constantFrom<How>('twice', 'dry', 'dry first') },
);

export const places = fc.nat({ max: 5 });

const wantedPowers = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom<Power>('provision', 'read') },
);

/** The master account most of the time, and with the power to do it. */
export const callers: fc.Arbitrary<By> = fc.oneof(
  { weight: 5, arbitrary: callersAt(fc.constant(0)) },
  { weight: 4, arbitrary: callersAt(places) },
  { weight: 1, arbitrary: fc.constant<By>('operator') },
);

function callersAt(places: fc.Arbitrary<number>): fc.Arbitrary<By> {
  return fc
    .record({ place: places, power: wantedPowers })
    .map(({ place, power }) => (power === undefined ? { place } : { place, power }));
}

/** An account as a command names it: by id, by number, or one that nobody has. */
export type Named = (names: Names) => string | number;

const nowhere = '00000000-0000-7000-8000-ffffffffffff';

export const accounts = (kind?: AccountKind): fc.Arbitrary<Named> => {
  const place = (at: number): [number, AccountKind?] => (kind === undefined ? [at] : [at, kind]);
  return fc.oneof(
    {
      weight: 8,
      arbitrary: places.map(
        (at): Named =>
          (names) =>
            names.at(...place(at)),
      ),
    },
    {
      weight: 3,
      arbitrary: places.map(
        (at): Named =>
          (names) =>
            names.numberAt(...place(at)),
      ),
    },
    { weight: 1, arbitrary: fc.constant<Named>(() => nowhere) },
  );
};

/** Any account, or none for the caller's own. */
export const accountsOrNone = fc.option(accounts(), { nil: undefined, freq: 2 });

/** What a command says of the account it is beneath, where it says any. */
export const beneath = (
  parent: Named | undefined,
  names: Names,
): { readonly parent?: string | number } => (parent === undefined ? {} : { parent: parent(names) });

/** The same for the account it is about. */
export const about = (
  account: Named | undefined,
  names: Names,
): { readonly account?: string | number } =>
  account === undefined ? {} : { account: account(names) };

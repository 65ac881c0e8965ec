import {
  AccountAddress,
  AccountId,
  AccountNumber,
  AccountRef,
  RoleId,
  Roles,
} from '@tenantry/domain';
import {
  accepts,
  accountAddresses,
  accountNumbers,
  accountRefs,
  faultyAccountRefs,
  idempotentParse,
  parserOf,
  refuses,
  roleIds,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a reference to an account', () => {
  const parse = parserOf(AccountRef);

  it('is an id in any letter case, or a number as number or digits', () => {
    fc.assert(
      accepts(parse, accountRefs(), (value, given) =>
        typeof given === 'string' && given.includes('-')
          ? value === given.toLowerCase()
          : value === Number(given),
      ),
    );
    fc.assert(idempotentParse(parse, accountRefs(), (value) => value));
  });

  it('is refused where it names nothing', () => {
    fc.assert(refuses(parse, faultyAccountRefs()), { numRuns: 200 });
  });
});

describe('numbers and addresses', () => {
  it('a number is a positive int32', () => {
    fc.assert(
      accepts(parserOf(AccountNumber), accountNumbers(), (value, given) => value === given),
    );
    for (const given of [0, -1, 1.5, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY, '1', 1n])
      expect(AccountNumber.safeParse(given).success).toBe(false);
  });

  it('an id is a UUID, kept in lower case', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.nat({ max: 35 }), (id, at) => {
        expect(AccountId.parse(id.toUpperCase())).toBe(id);
        expect(AccountId.safeParse(id.slice(0, at) + id.slice(at + 1)).success).toBe(false);
        expect(AccountId.safeParse(`{${id}}`).success).toBe(false);
      }),
    );
  });

  it('an address is a DNS label in lower case', () => {
    fc.assert(
      accepts(parserOf(AccountAddress), accountAddresses(), (value, given) => value === given),
    );
    const refused = ['', '-a', 'a-', 'A', 'a.b', 'a b', 'a_b', '\u00e4', 'x'.repeat(64), 'a\n'];
    for (const given of refused) expect(AccountAddress.safeParse(given).success).toBe(false);
    for (const given of ['a', '0', 'a-b', 'a--b', 'x'.repeat(63)])
      expect(AccountAddress.safeParse(given).success).toBe(true);
  });
});

describe('roles', () => {
  it('are positive int32, each once, 100 at most', () => {
    const lists = fc.uniqueArray(roleIds(), { maxLength: 100 });
    fc.assert(accepts(parserOf(Roles), lists, (value, given) => value.join() === given.join()));
    fc.assert(accepts(parserOf(RoleId), roleIds(), (value, given) => value === given));
    const parse = parserOf(Roles);
    expect(parse(Array.from({ length: 101 }, (_, at) => at + 1))).toMatchObject({
      error: [{ path: [], code: 'tooMany' }],
    });
  });

  it('name every repetition, also beside an entry that is no role', () => {
    const parsed = parserOf(Roles)([1, 2, 1, '3', 2]);
    const found = parsed.ok ? [] : parsed.error.map(({ path, code }) => [...path, code].join(':'));
    expect(found.toSorted()).toEqual(['2:duplicate', '3:type', '4:duplicate']);
  });
});

import { describe, expect, it } from 'vitest';
import { AccessClaims, goodFrom, RefreshClaims, secondsOf } from './token.ts';

const id = '018f0000-0000-7000-8000-000000000001';
const common = {
  iss: 'https://one.test/a/x',
  sub: 'api',
  jti: 'j',
  iat: 2,
  nbf: 1,
  exp: 3,
  uid: 7,
};
const person = { useruuid: id, member: id, place: 1, generation: 1 };
const ofKey = { ...common, purpose: 'access', key: id };
const ofPerson = { ...common, ...person, purpose: 'access' };
const refresh = { ...common, ...person, purpose: 'refresh', session: 's', serial: 1 };

const isRead = (schema: typeof AccessClaims | typeof RefreshClaims, claims: object): boolean =>
  schema.safeParse(claims).success;

describe('what a token says', () => {
  it.each<readonly [string, typeof AccessClaims | typeof RefreshClaims, object, readonly string[]]>(
    [
      ['for a key', AccessClaims, ofKey, ['scope']],
      ['for a person', AccessClaims, ofPerson, ['scope', 'session']],
      ['for another token', RefreshClaims, refresh, ['scope']],
    ],
  )('%s is read whole or not at all', (_, schema, claims, optional) => {
    expect(schema.parse(claims)).toEqual(claims);
    for (const name of optional) {
      expect(schema.parse({ ...claims, [name]: 'x' })).toEqual({ ...claims, [name]: 'x' });
      expect(isRead(schema, { ...claims, [name]: 1 })).toBe(false);
    }
    for (const name of Object.keys(claims)) {
      const rest = Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
      expect(isRead(schema, rest), `without ${name}`).toBe(false);
      expect(isRead(schema, { ...claims, [name]: null }), `with another ${name}`).toBe(false);
    }
    for (const name of ['iat', 'nbf', 'exp']) {
      expect(isRead(schema, { ...claims, [name]: 0 }), name).toBe(true);
      expect(isRead(schema, { ...claims, [name]: -1 }), name).toBe(false);
    }
    for (const change of [{ sub: 'web' }, { purpose: 'other' }, { other: 1 }])
      expect(isRead(schema, { ...claims, ...change })).toBe(false);
  });

  it('counts places from none and credentials from one', () => {
    for (const [schema, claims] of [
      [AccessClaims, ofPerson],
      [RefreshClaims, refresh],
    ] as const) {
      expect(isRead(schema, { ...claims, place: 0 })).toBe(true);
      expect(isRead(schema, { ...claims, place: -1 })).toBe(false);
      expect(isRead(schema, { ...claims, generation: 0 })).toBe(false);
    }
    expect(isRead(RefreshClaims, { ...refresh, serial: 0 })).toBe(false);
  });

  it('is for one purpose', () => {
    expect(isRead(AccessClaims, refresh)).toBe(false);
    expect(isRead(RefreshClaims, ofPerson)).toBe(false);
  });

  it('counts whole seconds, and is good from a minute before', () => {
    expect(secondsOf(new Date(1999))).toBe(1);
    expect(goodFrom(new Date(100_999))).toBe(40);
  });
});

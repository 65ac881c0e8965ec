import {
  AccountNumber,
  ApiKeyId,
  apiKeyBytes,
  generatedPasswordBytes,
  generatePassword,
  makeApiKey,
  type TokenClaims,
} from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiKeysIn, linksIn, passwordsIn, tokensIn } from './secret-forms.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const keys = fc
  .tuple(fc.uuid(), bytes(apiKeyBytes))
  .map(([id, random]) => makeApiKey(ApiKeyId.parse(id), random).text.reveal());
const passwords = bytes(generatedPasswordBytes).map((random) => generatePassword(random).reveal());
const links = bytes(32).map((random) => Buffer.from(random).toString('base64url'));

const segment = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: object): string => `${segment({ alg: 'HS256' })}.${segment(claims)}.c2ln`;
const claims: TokenClaims = {
  iss: 'https://a.test/a/x',
  sub: 'api',
  jti: 'j',
  iat: 1,
  nbf: 1,
  exp: 2,
  purpose: 'access',
  uid: AccountNumber.parse(1),
  key: ApiKeyId.parse('00000000-0000-7000-8000-000000000001'),
};

/** What may stand around a secret, and is no part of one. */
const around = fc.stringMatching(/^[ "'(),:;=?@\n\u00e9]{0,5}$/);

const cases = {
  'an API key': [keys, apiKeysIn],
  'a generated password': [passwords, passwordsIn],
  'a token of a link': [links, linksIn],
  'an access token': [fc.constant(tokenOf(claims)), tokensIn],
} as const;

describe('in any text there is found', () => {
  for (const [called, [secrets, found]] of Object.entries(cases))
    it(`${called}, as often as it stands there`, () => {
      fc.assert(
        fc.property(around, secrets, around, secrets, around, (a, one, b, two, c) => {
          expect(found(`${a} ${one}${b} ${two}${c}`)).toEqual([one, two]);
        }),
      );
    });
});

describe('nothing is found in', () => {
  it('a key with a letter changed', () => {
    fc.assert(
      fc.property(keys, fc.nat(79), (key, at) => {
        const changed = key.slice(0, at) + (key[at] === 'x' ? 'y' : 'x') + key.slice(at + 1);
        expect(apiKeysIn(changed)).toEqual([]);
      }),
    );
  });

  it('tokens of others', () => {
    expect(tokensIn(tokenOf({ sub: 'somebody' }))).toEqual([]);
    expect(tokensIn('eyJ.eyJ.eyJ')).toEqual([]);
    expect(tokensIn(segment(claims))).toEqual([]);
  });

  it('long texts, in time that their length sets', () => {
    const long = ['a', 'a.', 'eyJ', 'eyJ.', '-aaaa', 'tenantry_', '0000-'].map((part) =>
      part.repeat(300_000 / part.length),
    );
    for (const text of long)
      for (const found of [apiKeysIn, passwordsIn, linksIn, tokensIn])
        expect(found(text)).toEqual([]);
  });
});

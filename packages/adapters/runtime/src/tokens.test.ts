import { createHmac, createSecretKey, createSign, generateKeyPairSync } from 'node:crypto';
import { AccountNumber, ApiKeyId, type TokenClaims } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readToken, signToken } from './tokens.ts';

const key = Buffer.alloc(32, 'k');
const now = new Date(1_750_000_000_000);
const seconds = now.getTime() / 1000;

const claims = {
  iss: 'https://accounts.example/a/one',
  sub: 'api',
  jti: 'a token',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 3600,
  uid: AccountNumber.parse(1),
  purpose: 'access',
  key: ApiKeyId.parse('00000000-0000-7000-8000-000000000001'),
} as const satisfies TokenClaims;

const encode = (part: string | Buffer): string => Buffer.from(part).toString('base64url');
const ours = { alg: 'HS256', typ: 'JWT' };

/** Signed as it should be, whatever it says; texts are taken as they are. */
const forge = (header: object | string, payload: unknown, by: Buffer = key, hash = 'sha256') => {
  const written = [header, payload].map((part) =>
    encode(typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part)),
  );
  return sign(written.join('.'), by, hash);
};

const sign = (signed: string, by: Buffer = key, hash = 'sha256') =>
  `${signed}.${createHmac(hash, by).update(signed).digest('base64url')}`;

const read = (token: string, at = now) => readToken([createSecretKey(key)], token, at);

const good = forge(ours, claims);
const [header = '', payload = '', signature = ''] = good.split('.');
const without = (name: keyof typeof claims) => ({ ...claims, [name]: undefined });
const json = JSON.stringify(claims);

/** A character with the same leading bits: what is decoded stays as it was. */
const respelt = (segment: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return segment.slice(0, -1) + (alphabet[alphabet.indexOf(segment.slice(-1)) ^ 1] ?? '');
};

/** Claims that leave some bits of their last character unused. */
const slack =
  ['x', 'xx']
    .map((iss) => encode(JSON.stringify({ ...claims, iss })))
    .find(({ length }) => length % 4 !== 0) ?? '';

/** Claims in which both characters are that the two alphabets of base64 differ in. */
const slashed = encode(JSON.stringify({ ...claims, iss: '????>>>>' }));

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
const byRsa = (signed: string) =>
  `${signed}.${createSign('sha256').update(signed).sign(privateKey).toString('base64url')}`;
const jwk = { kty: 'oct', k: encode(key) };

const bad: readonly (readonly [name: string, token: string])[] = [
  ['nothing', ''],
  ['a word', 'token'],
  ['an API key', 'tky_0000000000000000_secret'],
  ...['.', '..', '...', '....', '.....'].map((dots) => [`dots alone: ${dots}`, dots] as const),

  // The header names the algorithm.
  ...['none', 'None', 'NONE', 'NoNe', 'nOnE', ''].flatMap((alg) => [
    [`alg "${alg}", signed`, forge({ ...ours, alg }, claims)] as const,
    [
      `alg "${alg}", not signed`,
      `${encode(JSON.stringify({ ...ours, alg }))}.${payload}.`,
    ] as const,
  ]),
  ['HS384', forge({ ...ours, alg: 'HS384' }, claims, key, 'sha384')],
  ['HS512', forge({ ...ours, alg: 'HS512' }, claims, key, 'sha512')],
  ['HS256 that is HS512', forge(ours, claims, key, 'sha512')],
  ['hs256', forge({ ...ours, alg: 'hs256' }, claims)],
  ['RS256, a key of somebody’s', byRsa(`${encode('{"alg":"RS256","typ":"JWT"}')}.${payload}`)],
  [
    'RS256 by a public key that is taken for a secret',
    forge({ ...ours, alg: 'RS256' }, claims, pem),
  ],
  ['HS256 by a public key', forge(ours, claims, pem)],
  ...['RS512', 'PS256', 'ES256', 'ES256K', 'EdDSA', 'Ed25519', 'A256GCM', 'dir'].map(
    (alg) => [alg, forge({ ...ours, alg }, claims)] as const,
  ),
  ['alg a list', forge({ ...ours, alg: ['HS256'] }, claims)],
  ['alg null', forge({ ...ours, alg: null }, claims)],
  ['no alg', forge({ typ: 'JWT' }, claims)],

  // And the type.
  ...['jwt', 'Jwt', 'JWS', 'at+jwt', 'application/jwt', 'JWE', '', null, 1].map(
    (typ) => [`typ ${JSON.stringify(typ)}`, forge({ ...ours, typ }, claims)] as const,
  ),
  ['no typ', forge({ alg: 'HS256' }, claims)],

  // Nothing else stands in it.
  ...Object.entries({
    kid: '../../dev/null',
    jku: 'https://evil.example/keys',
    jwk,
    x5u: 'https://evil.example/cert',
    x5c: ['MIIB'],
    x5t: 'x',
    crit: ['exp'],
    b64: false,
    zip: 'DEF',
    cty: 'JWT',
    enc: 'A256GCM',
    exp: claims.exp,
    other: null,
  }).map(
    ([name, value]) =>
      [`a header with ${name}`, forge({ ...ours, [name]: value }, claims)] as const,
  ),
  ['b64 as it should be', forge({ ...ours, b64: true, crit: ['b64'] }, claims)],
  ['a header with __proto__', forge('{"alg":"HS256","typ":"JWT","__proto__":{}}', claims)],
  ['alg twice', forge('{"alg":"none","alg":"HS256","typ":"JWT"}', claims)],
  ['blanks in the header', forge('{"alg": "HS256", "typ": "JWT"}', claims)],
  ['a header that is a text', forge('"HS256"', claims)],
  ['a header that is a list', forge([], claims)],
  ['a header that is null', forge('null', claims)],
  ['an empty header', forge({}, claims)],
  ['a header that is no JSON', forge('alg', claims)],

  // Whoever signed it.
  ['another key', forge(ours, claims, Buffer.alloc(32, 'x'))],
  ['an empty key', forge(ours, claims, Buffer.alloc(0))],
  ['no signature', `${header}.${payload}.`],
  [
    'the signature of another token',
    `${forge(ours, { ...claims, uid: 2 })
      .split('.', 2)
      .join('.')}.${signature}`,
  ],
  ['a signature cut short', good.slice(0, -1)],
  [
    'a signature of 16 bytes',
    `${header}.${payload}.${encode(Buffer.from(signature, 'base64url').subarray(0, 16))}`,
  ],
  [
    'a byte after the signature',
    `${header}.${payload}.${encode(Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.of(1)]))}`,
  ],
  [
    'a signature in hexadecimal',
    `${header}.${payload}.${Buffer.from(signature, 'base64url').toString('hex')}`,
  ],

  // One way to write it.
  ['another spelling of the last character', respelt(good)],
  ['padding', `${good}=`],
  ['padding twice', `${good}==`],
  ['padding in the header', sign(`${header}=.${payload}`)],
  ['a header spelt otherwise', sign(`${header.slice(0, -1)}.${payload}`)],
  ['claims spelt otherwise', sign(`${header}.${respelt(slack)}`)],
  [
    'the other base64 in the claims',
    sign(`${header}.${slashed.replaceAll('_', '/').replaceAll('-', '+')}`),
  ],
  ...[' ', '\n', '\t', '\0', '.', 'A', '\u00e9', '\ufeff', '\ud800'].flatMap((text) => [
    [`${JSON.stringify(text)} behind`, good + text] as const,
    [`${JSON.stringify(text)} in front`, text + good] as const,
    [
      `${JSON.stringify(text)} in the claims`,
      sign(`${header}.${payload.slice(0, 8)}${text}${payload.slice(8)}`),
    ] as const,
  ]),
  ['Bearer', `Bearer ${good}`],
  ['quotes', `"${good}"`],
  ['two tokens', `${good},${good}`],
  ['two segments', `${header}.${payload}`],
  ['four segments', `${good}.${signature}`],
  [
    'five segments, as a JWE',
    `${encode('{"alg":"dir","enc":"A256GCM"}')}..${encode('iv')}.${encode('text')}.${encode('tag')}`,
  ],
  ['five segments that begin well', `${good}.${payload}.${signature}`],
  ['an empty header segment', sign(`.${payload}`)],
  ['JSON serialisation', JSON.stringify({ protected: header, payload, signature })],
  ['a megabyte', `${good}${'A'.repeat(1_000_000)}`],
  ['a megabyte of dots', '.'.repeat(1_000_000)],
  ['a little too long, though it is signed', forge(ours, { ...claims, iss: 'x'.repeat(2900) })],

  // When it is good.
  ['no exp', forge(ours, without('exp'))],
  ['no nbf', forge(ours, without('nbf'))],
  ...(['exp', 'nbf'] as const).flatMap((name) => {
    const time = claims[name];
    const wrong = [`"${time}"`, `${time - 1}.5`, `${time}.0`, time.toExponential(), `[${time}]`];
    return [...wrong, 'null', 'true', '{}', '-0', '1e400', '9007199254740993'].map(
      (value) =>
        [
          `${name}: ${value}`,
          forge(ours, json.replace(`"${name}":${time}`, `"${name}":${value}`)),
        ] as const,
    );
  }),
  ['out at this second', forge(ours, { ...claims, exp: seconds })],
  ['out for a second', forge(ours, { ...claims, exp: seconds - 1 })],
  ['out since 1970', forge(ours, { ...claims, exp: 0 })],
  ['out before that', forge(ours, { ...claims, exp: -1 })],
  ['good from the next second on', forge(ours, { ...claims, nbf: seconds + 1 })],
  [
    'counted in milliseconds',
    forge(ours, { ...claims, nbf: now.getTime(), exp: now.getTime() * 2 }),
  ],
  ['issued by a text', forge(ours, { ...claims, iat: 'now' })],

  // What it says is one plain object.
  ['exp twice', forge(ours, `{"exp":1,${json.slice(1)}`)],
  ['a claim twice', forge(ours, `${json.slice(0, -1)},"uid":2}`)],
  ['blanks', forge(ours, JSON.stringify(claims, null, 1))],
  ['a letter as an escape', forge(ours, json.replace('api', '\\u0061pi'))],
  ['a byte order mark', forge(ours, `\ufeff${json}`)],
  [
    'bytes that are no UTF-8',
    forge(
      ours,
      Buffer.concat([Buffer.from(json.slice(0, -2)), Buffer.of(0xff), Buffer.from('"}')]),
    ),
  ],
  ['a list', forge(ours, [claims])],
  ['a text', forge(ours, JSON.stringify(json))],
  ['a number', forge(ours, '1')],
  ['null', forge(ours, 'null')],
  ['an empty claims segment', forge(ours, '')],
  ['no JSON', forge(ours, json.slice(0, -1))],
  ['a deep list', forge(ours, '['.repeat(1400) + ']'.repeat(1400))],
];

describe('a token', () => {
  it('is a JWT that everybody can write who has the key, the header in either order', async () => {
    expect(await signToken(createSecretKey(key), claims)).toBe(good);
    expect(await read(good)).toEqual(claims);
    expect(await read(forge({ typ: 'JWT', alg: 'HS256' }, claims))).toEqual(claims);
  });

  it('is good from its first second to its last', async () => {
    const at = (milliseconds: number) => read(good, new Date(milliseconds));
    expect(await at(claims.nbf * 1000)).toEqual(claims);
    expect(await at(claims.exp * 1000 - 1)).toEqual(claims);
    expect(await at(claims.nbf * 1000 - 1)).toBeUndefined();
    expect(await at(claims.exp * 1000)).toBeUndefined();
  });

  it('is read by whichever key signed it', async () => {
    const [ours, other] = [createSecretKey(key), createSecretKey(Buffer.alloc(32, 'o'))];
    expect(await readToken([other, ours], good, now)).toEqual(claims);
    expect(await readToken([other], good, now)).toBeUndefined();
    expect(await readToken([], good, now)).toBeUndefined();
  });
});

describe('what is no token', () => {
  it('comes in many shapes, each of them another', () => {
    const texts = new Set(bad.map(([, token]) => token));
    expect(texts.size).toBe(bad.length);
    expect(texts.size).toBeGreaterThan(150);
    expect(texts).not.toContain(good);
    expect(slashed).toMatch(/_.*-/);
    for (const segment of [signature, slack]) {
      expect(respelt(segment)).not.toBe(segment);
      expect(Buffer.from(respelt(segment), 'base64url')).toEqual(Buffer.from(segment, 'base64url'));
    }
  });

  it.each(bad)('is not read: %s', async (_, token) => {
    expect(await read(token)).toBeUndefined();
  });

  it('is every text that differs in one character', async () => {
    for (let at = 0; at < good.length; at++)
      for (const other of ['A', 'B', '.', '=', '\u0141']) {
        const changed = good.slice(0, at) + other + good.slice(at + 1);
        if (changed !== good) expect(await read(changed)).toBeUndefined();
      }
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const other of last) {
      const changed = good.slice(0, -1) + other;
      expect(await read(changed)).toEqual(changed === good ? claims : undefined);
    }
  });

  it('is any text, and any that is signed by the key but says something else', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const segment = fc.oneof(
      text,
      text.map(encode),
      fc.json({ maxDepth: 2 }).map(encode),
      fc.constant(header),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 6 }), async (segments) => {
        expect(await read(segments.join('.'))).toBeUndefined();
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(segment, text), fc.oneof(segment, text), async (one, other) => {
        expect(await read(sign(`${one}.${other}`))).toBeUndefined();
      }),
    );
  });
});

import { createHash, createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { AccountNumber, ApiKeyId, type TokenClaims } from '@tenantry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unsealText } from './sealed-text.ts';
import { secretsOf } from './secrets.ts';

const newest = 'n'.repeat(32);
const older = 'o'.repeat(40);

const now = new Date(1_750_000_000_000);
const claims: TokenClaims = {
  iss: 'https://accounts.example/a/one',
  sub: 'api',
  jti: 'a token',
  iat: 1_750_000_000,
  nbf: 1_750_000_000,
  exp: 1_750_003_600,
  uid: AccountNumber.parse(1),
  purpose: 'access',
  key: ApiKeyId.parse('00000000-0000-7000-8000-000000000001'),
};

describe('the secrets of an installation', () => {
  it('derives one text for each secret, the newest first', () => {
    const expected = (secret: string) =>
      createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', 'tenantry/invitation', 32)))
        .update('message')
        .digest('base64url');
    const derived = secretsOf([newest, older]).derive('invitation', 'message');
    expect(derived).toEqual([expected(newest), expected(older)]);
  });

  it('gives the same text each time, and another for another purpose, secret or message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        fc.pre(one !== other);
        const secrets = secretsOf([newest, older]);
        const texts = [
          ...secrets.derive('invitation', one),
          ...secrets.derive('invitation', other),
          ...secrets.derive('check', one),
          ...secrets.derive('check', other),
        ];
        expect(new Set(texts).size).toBe(8);
        expect(secrets.derive('check', one)).toEqual(
          secretsOf([newest, older]).derive('check', one),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('digests the UTF-8 of a text', () => {
    const text = 'Gürtel \u{1f511}';
    const expected = createHash('sha256').update(Buffer.from(text, 'utf8')).digest('base64url');
    expect(secretsOf([]).digest(text)).toBe(expected);
  });

  it('gives as many random bytes as asked for, never the same', () => {
    const secrets = secretsOf([]);
    expect(secrets.random(20)).toHaveLength(20);
    expect(secrets.random(20)).not.toEqual(secrets.random(20));
  });

  it('says which setting is missing when a secret is needed and none was given', async () => {
    const none = secretsOf([]);
    const message = /^TENANTRY_SECRET: .*none was given$/;
    expect(() => none.derive('check', 'x')).toThrow(message);
    expect(() => none.seal('idempotency', 'salt', 'x')).toThrow(message);
    await expect(none.signToken(claims)).rejects.toThrow(message);
    expect(none.unseal('idempotency', 'salt', 'x')).toBeUndefined();
    const token = await secretsOf([newest]).signToken(claims);
    expect(await none.readToken(token, now)).toBeUndefined();
  });

  it('refuses a secret that is too short without printing it', () => {
    const short = 'hunter2-hunter2-hunter2-hunter2';
    expect(() => secretsOf([newest, short])).toThrow(
      new Error('TENANTRY_SECRET: each secret must have at least 32 bytes'),
    );
    expect(() => secretsOf([''])).toThrow(/32 bytes/);
    expect(() => secretsOf(['é'.repeat(16)])).not.toThrow();
  });

  it('is not changed by what happens to the list', () => {
    const list = [newest];
    const secrets = secretsOf(list);
    list.push(older);
    expect(secrets.derive('check', 'x')).toHaveLength(1);
  });
});

describe('a sealed text', () => {
  const old = secretsOf([older]);
  const rotated = secretsOf([newest, older]);

  it('comes back whole from any secret of the list, and looks different each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (salt, text) => {
        const sealed = old.seal('idempotency', salt, text);
        expect(sealed).toMatch(/^[\w-]+$/);
        expect(rotated.unseal('idempotency', salt, sealed)).toBe(text);
        expect(old.seal('idempotency', salt, text)).not.toBe(sealed);
        const anew = rotated.seal('idempotency', salt, text);
        expect(rotated.unseal('idempotency', salt, anew)).toBe(text);
        expect(old.unseal('idempotency', salt, anew)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it('stays closed for another salt or purpose, and when a bit of it is turned', () => {
    const sealed = old.seal('idempotency', 'salt', 'text');
    expect(old.unseal('idempotency', 'other', sealed)).toBeUndefined();
    expect(old.unseal('invitation', 'salt', sealed)).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64url');
    bytes.forEach((byte, at) => {
      const changed = Buffer.from(bytes);
      changed[at] = byte ^ 1;
      expect(old.unseal('idempotency', 'salt', changed.toString('base64url'))).toBeUndefined();
    });
    for (const text of ['', 'x', 'not sealed at all', sealed.slice(0, -4)])
      expect(old.unseal('idempotency', 'salt', text)).toBeUndefined();
  });

  it('is sealed under another key than texts are derived under', () => {
    const key = Buffer.from(hkdfSync('sha256', older, 'salt', 'tenantry/idempotency/seal', 32));
    expect(unsealText(createSecretKey(key), old.seal('idempotency', 'salt', 'text'))).toBe('text');
  });
});

describe('a token', () => {
  it('is signed by the newest secret, under a key of its own', async () => {
    const [header, payload, signature] = (await secretsOf([newest, older]).signToken(claims)).split(
      '.',
    );
    const key = Buffer.from(hkdfSync('sha256', newest, '', 'tenantry/token', 32));
    const expected = createHmac('sha256', key).update(`${header}.${payload}`).digest('base64url');
    expect(signature).toBe(expected);
  });

  it('is read as long as the secret that signed it is in the list', async () => {
    const token = await secretsOf([older]).signToken(claims);
    expect(await secretsOf([newest, older]).readToken(token, now)).toEqual(claims);
    expect(await secretsOf([newest]).readToken(token, now)).toBeUndefined();
    const anew = await secretsOf([newest, older]).signToken(claims);
    expect(await secretsOf([newest]).readToken(anew, now)).toEqual(claims);
    expect(await secretsOf([older]).readToken(anew, now)).toBeUndefined();
  });
});

import * as argon2 from '@node-rs/argon2';
import { type Result, secret } from '@tenantry/domain';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { argon2Hasher } from './argon2-hasher.ts';

// The real thing, looked at: what counts is which hash is verified, and how often.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>();
  return { ...real, verify: vi.fn(real.verify) };
});

const verified = () => vi.mocked(argon2.verify).mock.calls.map(([stored]) => String(stored));

const valueOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error('the queue was not meant to be full');
  return result.value;
};

const hasher = argon2Hasher();
const hashOf = async (password: string) => valueOf(await hasher.hash(secret(password)));
const matches = async (password: string, hash: string) =>
  valueOf(await hasher.verify(password, hash));

beforeEach(() => {
  vi.mocked(argon2.verify).mockClear();
});

describe('the argon2id hasher', () => {
  it('makes PHC strings of the parameters that are promised', async () => {
    expect(await hashOf('correct horse battery staple')).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
  });

  it('salts, and knows a password again under either hash', async () => {
    const [one, other] = await Promise.all([hashOf('tr0ub4dor&3'), hashOf('tr0ub4dor&3')]);
    expect(one).not.toBe(other);
    expect(await matches('tr0ub4dor&3', one)).toBe(true);
    expect(await matches('tr0ub4dor&3', other)).toBe(true);
    expect(await matches('tr0ub4dor&4', one)).toBe(false);
    expect(await matches('', one)).toBe(false);
  });

  it('looks at every byte, past 72 and past NUL', async () => {
    const long = 'x'.repeat(1023);
    expect(await matches(`${long}b`, await hashOf(`${long}a`))).toBe(false);
    const withNul = await hashOf('before\0after');
    expect(await matches('before\0other', withNul)).toBe(false);
    expect(await matches('before', withNul)).toBe(false);
    expect(await matches('before\0after', withNul)).toBe(true);
  });

  it('neither normalises nor replaces characters', async () => {
    expect(await matches('cafe\u0301 noir', await hashOf('caf\u00e9 noir'))).toBe(false);
    expect(await matches('half \ud800', await hashOf('half \ufffd'))).toBe(false);
    expect(verified()).toHaveLength(2);
  });

  const salt = 'kWrv897h4iT0YqHgrH2siA';
  const digest = 'g9swMl48BBxnDwhVqmX9oA+2ZywspbxDosstFkOWP9U';

  it.each([
    ['nothing', ''],
    ['a text', 'password'],
    ['the digest of a generated password', `sha256:${digest}`],
    ['another algorithm', '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m'],
    ['another variant', `$argon2i$v=19$m=19456,t=2,p=1$${salt}$${digest}`],
    ['an old version', `$argon2id$v=16$m=19456,t=2,p=1$${salt}$${digest}`],
    ['95 GiB of memory', `$argon2id$v=19$m=99999999,t=2,p=1$${salt}$${digest}`],
    ['a little over 64 MiB', `$argon2id$v=19$m=65537,t=2,p=1$${salt}$${digest}`],
    ['too many passes', `$argon2id$v=19$m=19456,t=11,p=1$${salt}$${digest}`],
    ['too many lanes', `$argon2id$v=19$m=19456,t=2,p=5$${salt}$${digest}`],
    ['a number past every limit', `$argon2id$v=19$m=19456,t=4294967296,p=1$${salt}$${digest}`],
    ['hardly any work', `$argon2id$v=19$m=8,t=1,p=1$${salt}$${digest}`],
    ['a digest short enough to guess', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$g9sw`],
    ['a salt that is none', `$argon2id$v=19$m=19456,t=2,p=1$!!!$${digest}`],
    ['a part missing', `$argon2id$v=19$m=19456,t=2,p=1$${salt}`],
    ['a row of a megabyte', `$argon2id$v=19$m=19456,t=2,p=1$${salt}$${digest.repeat(25_000)}`],
  ])('refuses %s at the cost of one verification of its own', async (_, stored) => {
    expect(await matches('password', stored)).toBe(false);
    expect(verified()).toEqual([expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)]);
    expect(verified()).not.toContain(stored);
  });

  it('remembers what it found to match, and nothing else', async () => {
    const own = argon2Hasher();
    const stored = await hashOf('correct horse');
    expect(own.remembers('correct horse', stored)).toBe(false);
    await own.verify('wrong horse', stored);
    await own.verify('correct horse', '');
    expect(own.remembers('wrong horse', stored)).toBe(false);
    expect(own.remembers('correct horse', '')).toBe(false);
    await own.verify('correct horse', stored);
    expect(own.remembers('correct horse', stored)).toBe(true);
    expect(own.remembers('wrong horse', stored)).toBe(false);
    expect(own.remembers('correct horse', await hashOf('correct horse'))).toBe(false);
    expect(hasher.remembers('correct horse', stored)).toBe(false);
    expect(verified()).toHaveLength(3);
  });

  it('answers Busy at once when too many wait, and goes on', async () => {
    const narrow = argon2Hasher({ concurrency: 1, queue: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => narrow.hash(secret('one of three'))));
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(answers[2]).toEqual({ ok: false, error: { kind: 'Busy', retryAfter: 1 } });
    expect((await narrow.verify('one of three', '')).ok).toBe(true);
  });

  it('refuses options that make no sense', () => {
    expect(() => argon2Hasher({ concurrency: 0 })).toThrow(RangeError);
    expect(() => argon2Hasher({ queue: -1 })).toThrow(RangeError);
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

const made = async (here: Installation, ...words: readonly string[]) => {
  const ended = await tenantry(here, ['key', ...words, '--json']);
  expect({ words, code: ended.code, said: ended.said }).toEqual({ words, code: 0, said: '' });
  return JSON.parse(ended.out);
};

const opens = async (here: Installation, key: string): Promise<boolean> =>
  (await tenantry(here, ['token', 'create', '--key-stdin'], key)).code === 0;

describe('key', () => {
  it('is made, listed, rotated with an overlap and revoked, and opens as long as it is live', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['customer', 'create', '--name', 'Acme']);
    const expires = ['--expires', '2099-01-31T12:00:00+01:00'];
    const first = await made(here, 'create', '2', '--power', 'read', ...expires);
    const rotated = await made(here, 'rotate', first.id, '--overlap', '3600');
    expect(rotated).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      key: expect.stringMatching(/^tenantry_/),
      previous: {
        id: first.id,
        accountId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        power: 'read',
        createdAt: expect.stringMatching(/Z$/),
        expiresAt: expect.stringMatching(/Z$/),
        isLive: true,
      },
    });
    expect(rotated.key).not.toBe(first.key);
    expect(await opens(here, first.key)).toBe(true);
    expect(await opens(here, rotated.key)).toBe(true);

    const revoked = await made(here, 'revoke', first.id);
    expect(revoked).toMatchObject({ id: first.id, isLive: false, revokedAt: expect.any(String) });
    expect(await opens(here, first.key)).toBe(false);
    expect(await opens(here, rotated.key)).toBe(true);

    const listed = await tenantry(here, ['key', 'list', '2', '--json']);
    expect(lines(listed.out)).toMatchObject([
      { id: first.id, power: 'read', isLive: false },
      { id: rotated.id, power: 'read', isLive: true },
    ]);
    expect(listed.out).not.toContain('tenantry_');
    const { out } = await tenantry(here, ['key', 'list', '2']);
    expect(linesOf(out).map((line) => line.split('\t').slice(0, 3))).toEqual([
      [first.id, 'read', 'revoked'],
      [rotated.id, 'read', 'live'],
    ]);
  });

  it('prints the new key alone, and tells a person until when the other is good', async () => {
    const here = await initialised(onTestFinished);
    const { id, key } = await made(here, 'create');
    const words = ['key', 'rotate', id, '--overlap', '0', '--idempotency-key', 'once'];
    const rotated = await tenantry(here, words);
    expect(rotated.code).toBe(0);
    expect(rotated.out).toMatch(/^tenantry_[0-9a-z]+_[0-9a-z]+\n$/);
    expect(rotated.said).toMatch(new RegExp(`^tenantry: ${id} is good until .*Z\n$`));
    expect(await opens(here, key)).toBe(false);
    expect((await tenantry(here, words)).out).toBe(rotated.out);
    expect((await tenantry(here, ['key', 'rotate', id])).code).toBe(5);
  });

  it('is refused where it cannot be, and changes nothing', async () => {
    const here = await initialised(onTestFinished);
    const { id } = await made(here, 'create');
    const before = await tenantry(here, ['key', 'list', '--json']);
    for (const overlap of ['-1', '1.5', '1e3', '2592001', '99999999999999999999', 'x', ''])
      expect({
        overlap,
        code: (await tenantry(here, ['key', 'rotate', id, `--overlap=${overlap}`])).code,
      }).toEqual({ overlap, code: 7 });
    for (const expires of [
      'tomorrow',
      '2099-01-31',
      '2099-13-01T00:00:00Z',
      '2000-01-01T00:00:00Z',
    ])
      expect({
        expires,
        code: (await tenantry(here, ['key', 'create', '--expires', expires])).code,
      }).toEqual({ expires, code: 7 });
    for (const verb of ['rotate', 'revoke'])
      for (const key of ['1', 'x', '\u001b[2J', '0198c3f2-6a51-7c9e-8f6d-2b1a4c3d5e6f'])
        expect(await tenantry(here, ['key', verb, key])).toEqual({
          code: 5,
          out: '',
          said: expect.stringContaining('tenantry: there is no such API key\n'),
        });
    expect(await tenantry(here, ['key', 'list', '--json'])).toEqual(before);
  });
});

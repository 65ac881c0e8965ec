import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, installation, tenantry } from '../in-process.test.kit.ts';

/** An installation, and what its master account is called with. */
const shown = async () => {
  const here = installation(onTestFinished);
  const words = ['init', '--name', 'Root', '--email', 'root@example.com', '--json'];
  const { account, apiKey, user } = JSON.parse((await tenantry(here, words)).out);
  return { here, account, apiKey, password: user.password };
};

const tokenOf = (here: Installation, words: readonly string[], secret: string) =>
  tenantry(here, ['token', 'create', ...words], secret);

const jwt = /^[\w-]+\.[\w-]+\.[\w-]+\n$/;

describe('token create', () => {
  it('gives a token for a key: alone, or with what it is good for', async () => {
    const { here, account, apiKey } = await shown();
    const plain = await tokenOf(here, ['--key-stdin'], `${apiKey}\n`);
    expect(plain).toEqual({ code: 0, out: expect.stringMatching(jwt), said: '' });
    const words = ['--key-stdin', '--scope', 'kyc:api', '--json'];
    const { out } = await tokenOf(here, words, apiKey);
    expect(JSON.parse(out)).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 7 * 86_400,
      scope: 'kyc:api',
      account: account.id,
    });
  });

  it('gives one for a password, the person being named either way', async () => {
    const { here, account, password } = await shown();
    const mailbox = ['--email', 'Root@Example.com'];
    for (const words of [
      ['--user-name', 'root@example.com'],
      ['--account', '1', ...mailbox],
      ['--account', account.id, ...mailbox],
      ['--account', account.address, ...mailbox],
    ])
      expect(await tokenOf(here, ['--password-stdin', ...words], `${password}\n`)).toEqual({
        code: 0,
        out: expect.stringMatching(jwt),
        said: '',
      });
  });

  it('answers 4 for whatever is wrong with the proof, alike, and repeats none of it', async () => {
    const { here, apiKey, password } = await shown();
    const wrong = 'the proof is wrong, or the account is suspended or closed';
    for (const [words, secret] of [
      [['--key-stdin'], `${apiKey}x`],
      [['--key-stdin'], ''],
      [['--key-stdin'], password],
      [['--password-stdin', '--user-name', 'root@example.com'], `${password}\n\n`],
      [['--password-stdin', '--user-name', 'nobody'], password],
      [['--password-stdin', '--account', 'nowhere', '--email', 'root@example.com'], password],
    ] as const) {
      const { code, out, said } = await tokenOf(here, words, secret);
      expect({ code, out, said }).toEqual({ code: 4, out: '', said: `tenantry: ${wrong}\n` });
    }
    const json = await tokenOf(here, ['--key-stdin', '--json'], 'no key');
    expect(JSON.parse(json.said)).toEqual({
      error: { kind: 'NotAuthenticated', reason: 'wrong', message: wrong },
    });
  });

  it('answers 8 once the tries are used up, the right password among them', async () => {
    const here = installation(onTestFinished);
    writeFileSync(join(here.folder, 'policy.json'), '{"signIn":{"limit":1}}');
    const words = ['init', '--name', 'R', '--email', 'r@example.com', '--policy', 'policy.json'];
    const { user } = JSON.parse((await tenantry(here, [...words, '--json'])).out);
    const proof = ['--password-stdin', '--user-name', 'r@example.com'];
    expect((await tokenOf(here, proof, 'wrong password')).code).toBe(4);
    expect(await tokenOf(here, proof, user.password)).toEqual({
      code: 8,
      out: '',
      said: expect.stringMatching(/^tenantry: not now: try again in \d+ s\n$/),
    });
  });

  it('answers 7 for a scope that is none, and 2 where it is not clear who asks', async () => {
    const { here, apiKey } = await shown();
    expect((await tokenOf(here, ['--key-stdin', '--scope', 'all'], apiKey)).code).toBe(7);
    for (const words of [
      [],
      ['--key-stdin', '--password-stdin'],
      ['--key-stdin', '--user-name', 'root@example.com'],
      ['--password-stdin'],
      ['--password-stdin', '--account', '1'],
      ['--password-stdin', '--email', 'root@example.com'],
      ['--password-stdin', '--user-name', 'a', '--account', '1', '--email', 'root@example.com'],
      ['--key', apiKey],
      ['--password', 'secret'],
    ])
      expect(await tokenOf(here, words, apiKey)).toMatchObject({ code: 2, out: '' });
  });

  it('is good only for an account that acts', async () => {
    const { here } = await shown();
    const contact = [
      ['--user-name', 'jane'],
      ['--first-name', 'Jane'],
      ['--last-name', 'Doe'],
      ['--email', 'jane@example.com'],
      ['--phone', '0301234567'],
    ].flat();
    await tenantry(here, ['partner', 'create', '--name', 'P', '--reference', 'P', ...contact]);
    const key = JSON.parse((await tenantry(here, ['key', 'create', 'P', '--json'])).out).key;
    expect((await tokenOf(here, ['--key-stdin'], key)).code).toBe(0);
    await tenantry(here, ['partner', 'set', 'P', '--inactive']);
    expect((await tokenOf(here, ['--key-stdin'], key)).code).toBe(4);
    // Neither does the operator act below it.
    const below = ['--as', 'P', 'customer', 'create', '--name', 'C'];
    expect(await tenantry(here, below)).toMatchObject({ code: 4, out: '' });
  });
});

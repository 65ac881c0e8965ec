import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { initialised, installation, linesOf, tenantry } from './in-process.test.kit.ts';

const key = ['--idempotency-key', 'once'];
/** Commands of one word. */
const alone = new Set<string | undefined>(['init', 'suspend', 'reactivate', 'close']);
const isReplay = 'tenantry: replayed: done before under this idempotency key\n';

const contact = [
  ['--user-name', 'jane'],
  ['--first-name', 'Jane'],
  ['--last-name', 'Doe'],
  ['--email', 'jane@example.com'],
  ['--phone', '+49 30 123456'],
].flat();
const partner = ['partner', 'create', '--name', 'Acme', '--reference', 'ACME', ...contact];
const person = ['--first-name', 'Ann', '--last-name', 'Lee', '--email', 'ann@example.com'];

/** Every command that changes something, in an order in which they can be carried out. */
const commands: readonly (readonly [readonly string[], string?])[] = [
  [['init', '--name', 'Further', '--email', 'further@example.com', '--another']],
  [['customer', 'create', '--name', 'First', '--user', 'Jane <j@example.com>', '--as', '1']],
  [[...partner, '--phrase-stdin', '--as', '1'], 'open sesame'],
  [['partner', 'set', 'ACME', '--name', 'New', '--expect-version', '1', '--as', '1']],
  [['account', 'register', ...person, '--password-stdin', '--as', '1'], 'nine blue kettles'],
  [['account', 'open', '--email', 'sub@example.com', '--as', '1']],
  [['app', 'create', '--name', 'Shop', '--as', '1']],
  [['key', 'create', '--as', '1']],
  [['member', 'invite', '3', '--name', 'Jo', '--email', 'jo@example.com', '--as', '1']],
  [['member', 'set', '3', '--name', 'J', '--as', '1']],
  [['suspend', '3', '--yes']],
  [['reactivate', '3']],
  [['close', '3', '--yes']],
];

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** A replay shows secrets again for 10 minutes. */
const later = (): void => void vi.advanceTimersByTime(11 * 60_000);

describe('an idempotency key', () => {
  it('lets every command that changes something be made once, and says so', async () => {
    const here = await initialised(onTestFinished);
    const everything = async () => [
      ...linesOf((await tenantry(here, ['tree', '--as', '1', '--json'])).out),
      ...linesOf((await tenantry(here, ['tree', '--as', '2', '--json'])).out),
      (await tenantry(here, ['events', '--as', '1'])).out,
    ];
    for (const [words, input] of commands) {
      const first = await tenantry(here, [...words, ...key, '--json'], input);
      expect({ words, code: first.code, said: first.said }).toEqual({ words, code: 0, said: '' });
      expect(JSON.parse(first.out)).not.toHaveProperty('replayed');
      const before = await everything();
      const again = await tenantry(here, [...words, ...key, '--json'], input);
      expect({ words, ...again }).toEqual({
        words,
        code: 0,
        out: `${first.out.trimEnd().slice(0, -1)},"replayed":true}\n`,
        said: isReplay,
      });
      const read = await tenantry(here, [...words, ...key], input);
      expect({ words, code: read.code, said: read.said }).toEqual({
        words,
        code: 0,
        said: isReplay,
      });
      expect(read.out).not.toContain('replayed');
      expect(await everything()).toEqual(before);
    }
  });

  it('is offered by the same words everywhere, and by no command that only reads', async () => {
    const here = installation(onTestFinished);
    const helpOf = async (words: readonly string[]) =>
      (await tenantry(here, [...words, '--help'])).out.replaceAll(/\s+/g, ' ');
    const line =
      '--idempotency-key <key> name of this attempt: under the same name it is made once';
    for (const [words] of commands)
      expect(await helpOf(words.slice(0, alone.has(words[0]) ? 1 : 2))).toContain(line);
    for (const words of [
      ['tree'],
      ['events'],
      ['member', 'list'],
      ['customer', 'show'],
      ['token', 'create'],
      ['migrate'],
    ])
      expect(await helpOf(words)).not.toContain('--idempotency-key');
  });

  it.each(['', 'k 1', 'é', 'k\n', 'k'.repeat(256), '""'])(
    'that is none is told of before anything is made: %j',
    async (given) => {
      const here = installation(onTestFinished);
      for (const [words] of commands)
        expect(await tenantry(here, [...words, '--json', '--idempotency-key', given])).toEqual({
          code: 2,
          out: '',
          said: `${JSON.stringify({ error: { kind: 'Usage', message: '--idempotency-key must be 1 to 255 visible ASCII characters' } })}\n`,
        });
      expect(readdirSync(here.folder)).toEqual([]);
    },
  );

  it('stands for one command, of one person', async () => {
    const here = await initialised(onTestFinished);
    expect((await tenantry(here, [...partner, ...key])).code).toBe(0);
    const other = await tenantry(here, [...partner, ...key, '--billing-id', '1', '--json']);
    expect({ code: other.code, out: other.out }).toEqual({ code: 6, out: '' });
    expect(JSON.parse(other.said).error.kind).toBe('IdempotencyKeyReused');
    const ofAnother = await tenantry({ ...here, operator: 'another' }, [...partner, ...key]);
    expect(ofAnother).toMatchObject({ code: 6, out: '' });
    expect(ofAnother.said).toContain('name is in use already');
    const elsewhere = await tenantry(here, ['customer', 'create', '--name', 'First', ...key]);
    expect(elsewhere).toMatchObject({ code: 0, said: '' });
  });

  it('shows a secret again for a while, then says that it does not', async () => {
    const here = installation(onTestFinished);
    const init = ['init', '--name', 'Root', '--email', 'root@example.com', ...key];
    const opened = ['account', 'open', '--email', 'sub@example.com', ...key];
    const issued = ['key', 'create', ...key];
    const [first, account, shown] = [
      await tenantry(here, [...init, '--json']),
      await tenantry(here, [...opened, '--json']),
      await tenantry(here, [...issued, '--json']),
    ].map(({ out }) => JSON.parse(out));
    expect((await tenantry(here, issued)).out).toBe(`${shown.key}\n`);
    expect((await tenantry(here, init)).out).toContain(`API key       ${first.apiKey}\n`);
    later();

    const { apiKey, user, ...made } = first;
    expect(apiKey).toMatch(/^tenantry_/);
    const lateInit = await tenantry(here, [...init, '--json']);
    const { password, ...known } = user;
    expect(password).toBeDefined();
    expect(JSON.parse(lateInit.out)).toEqual({ ...made, user: known, replayed: true });
    expect(lateInit.said).toBe(
      `${isReplay}tenantry: shown before, and not again: API key, password\n`,
    );
    expect((await tenantry(here, init)).out).not.toMatch(/API key|password/);

    const lateAccount = await tenantry(here, [...opened, '--json']);
    const { password: generated, ...opening } = account;
    expect(generated).toBeDefined();
    expect(JSON.parse(lateAccount.out)).toEqual({ ...opening, replayed: true });
    expect(lateAccount.said).toContain('shown before, and not again: password\n');

    const lateKey = await tenantry(here, [...issued, '--json']);
    expect(JSON.parse(lateKey.out)).toEqual({ id: shown.id, replayed: true });
    expect(await tenantry(here, issued)).toEqual({
      code: 0,
      out: '',
      said: `${isReplay}tenantry: shown before, and not again: the key ${shown.id}\n`,
    });
  });

  it('does not miss a password that somebody chose', async () => {
    const here = installation(onTestFinished);
    const init = ['init', '--name', 'Root', '--email', 'root@example.com', '--password-stdin'];
    const words = [...init, ...key, '--json'];
    expect((await tenantry(here, words, 'nine blue kettles')).code).toBe(0);
    later();
    const { out, said } = await tenantry(here, words, 'nine blue kettles');
    expect(JSON.parse(out)).toMatchObject({ replayed: true });
    expect(said).toBe(`${isReplay}tenantry: shown before, and not again: API key\n`);
  });
});

import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

const invite = (here: Installation, email: string) =>
  tenantry(here, ['member', 'invite', '--name', 'Jane', '--email', email, '--json']);

const intoFolder = ({ folder }: Installation) => ['--mail', `directory:${join(folder, 'mail')}`];

/** The URL of a server that takes no recipient, and has reasons that no terminal should be shown. */
const refusingServer = async (): Promise<string> => {
  const server = createServer((socket) => {
    socket.write('220 here\r\n');
    socket.on('data', (line) =>
      socket.write(
        /^RCPT/i.test(line.toString('latin1'))
          ? '550 5.1.1 no \u001b[2Jsuch mailbox\r\n'
          : '250 fine\r\n',
      ),
    );
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
};

describe('mail', () => {
  it('is listed as it stands, and delivered once', async () => {
    const here = await initialised(onTestFinished);
    const member = JSON.parse((await invite(here, 'jane@example.com')).out);
    const [owed] = lines((await tenantry(here, ['mail', 'list', '--json'])).out);
    expect(owed).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'invitation',
      membershipId: member.id,
      generation: 1,
      state: 'due',
      attempts: 0,
      dueAt: expect.stringMatching(/Z$/),
    });
    const deliver = ['mail', 'deliver', ...intoFolder(here)];
    const delivered = await tenantry(here, [...deliver, '--json']);
    expect(delivered).toEqual({ code: 0, out: '{"sent":1,"failed":0}\n', said: '' });
    expect(readdirSync(join(here.folder, 'mail'))).toHaveLength(1);
    expect((await tenantry(here, deliver)).out).toBe('sent 0, failed 0\n');
    const { out } = await tenantry(here, ['mail', 'list', '--state', 'sent']);
    expect(out.split('\t').slice(0, 3)).toEqual([owed.id, 'invitation', 'sent']);
    expect((await tenantry(here, ['mail', 'list', '--state', 'due'])).out).toBe('');
  });

  it('goes on with what becomes due, until it is asked to stop', async () => {
    const here = await initialised(onTestFinished);
    await invite(here, 'jane@example.com');
    const stopping = Promise.withResolvers<void>();
    const words = ['mail', 'deliver', '--watch', ...intoFolder(here)];
    const watching = tenantry({ ...here, stopping: stopping.promise }, words);
    await expect
      .poll(async () => (await tenantry(here, ['mail', 'list', '--state', 'sent'])).out, {
        timeout: 20_000,
      })
      .not.toBe('');
    stopping.resolve();
    expect(await watching).toEqual({ code: 0, out: 'sent 1, failed 0\n', said: '' });
  });

  it('that a server will not have is told with its reason, and may be tried again', async () => {
    const { folder, environment } = await initialised(onTestFinished);
    const here = { folder, environment: { ...environment, TENANTRY_LOG_LEVEL: 'error' } };
    const { number } = JSON.parse((await invite(here, 'jane@example.com')).out);
    const refused = await tenantry(here, ['mail', 'deliver', '--mail', await refusingServer()]);
    expect(refused).toEqual({
      code: 9,
      out: 'sent 0, failed 1\n',
      said: 'tenantry: not all was sent: see tenantry mail list\n',
    });
    const shown = await tenantry(here, ['member', 'show', `${number}`]);
    expect(shown.out).toMatch(/^mail +undeliverable after 1 failed try: .*550/m);
    expect(shown.out).not.toContain('\u001b');
    const listed = await tenantry(here, ['mail', 'list', '--state', 'undeliverable']);
    expect(linesOf(listed.out)).toHaveLength(1);
    expect(listed.out).not.toContain('\u001b');
    const [id = ''] = listed.out.split('\t');
    const again = await tenantry(here, ['mail', 'retry', id, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ id, state: 'due', attempts: 0 });
    expect((await tenantry(here, ['mail', 'deliver', ...intoFolder(here)])).out).toBe(
      'sent 1, failed 0\n',
    );
    const late = await tenantry(here, ['mail', 'retry', id]);
    expect(late).toMatchObject({ code: 5, out: '' });
  });

  it('has states and messages that it knows, and no others', async () => {
    const here = await initialised(onTestFinished);
    expect((await tenantry(here, ['mail', 'list', '--state', 'lost'])).code).toBe(2);
    for (const message of ['1', 'x', '\u001b[2J', '0198c3f2-6a51-7c9e-8f6d-2b1a4c3d5e6f'])
      expect(await tenantry(here, ['mail', 'retry', message])).toEqual({
        code: 5,
        out: '',
        said: expect.stringContaining(
          'tenantry: there is no such message, or none that could be sent again\n',
        ),
      });
  });
});

describe('password reset', () => {
  it('answers the same for whoever is known and whoever is not', async () => {
    const here = await initialised(onTestFinished);
    await invite(here, 'jane@example.com');
    const answers = new Set<string>();
    for (const email of ['root@example.com', 'jane@example.com', 'nobody@example.com'])
      for (const more of [[], ['--json']])
        answers.add(JSON.stringify(await tenantry(here, ['password', 'reset', email, ...more])));
    expect([...answers].map((answer) => JSON.parse(answer))).toEqual([
      {
        code: 0,
        out: '',
        said: 'if somebody signs in by this address, a link is on its way there\n',
      },
      { code: 0, out: '{"requested":true}\n', said: '' },
    ]);
    await tenantry(here, ['mail', 'deliver', ...intoFolder(here)]);
    const mails = lines((await tenantry(here, ['mail', 'list', '--json'])).out);
    const resets = mails.filter(({ kind }) => kind === 'passwordReset');
    // Two for the one who signs in: the others are owed nothing.
    expect(resets.map(({ state }) => state)).toEqual([
      'sent',
      'sent',
      'superseded',
      'superseded',
      'superseded',
      'superseded',
    ]);
  });

  it('refuses what is no mailbox', async () => {
    const here = await initialised(onTestFinished);
    for (const email of [
      'nobody',
      'a@b.test, c@d.test',
      'a@b.test\r\nBcc: c@d.test',
      '\u001b@b.c',
      '',
    ])
      expect(await tenantry(here, ['password', 'reset', email])).toEqual({
        code: 7,
        out: '',
        said: expect.stringMatching(/^tenantry: email [^\n]*\n$/),
      });
    expect((await tenantry(here, ['mail', 'list'])).out).toBe('');
  });
});

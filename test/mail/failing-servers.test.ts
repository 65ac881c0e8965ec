import type { Mailer, MailOutcome } from '@tenantry/domain';
import { type SmtpMailerOptions, smtpMailer } from '@tenantry/email';
import { afterEach, describe, expect, it } from 'vitest';
import { fieldsOf } from './dialogue.ts';
import { from, invitation, numbered } from './letters.ts';
import { drop, hang, openScriptedServer, type Script, steps } from './scripted-server.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function serverAndMailer(script: Script, options: Partial<SmtpMailerOptions> = {}) {
  const scripted = await openScriptedServer(script);
  const login = { user: 'estate', password: 'hunter2' };
  const server = { ...scripted.server, login };
  const mailer: Mailer = smtpMailer({ server, from, timeout: 10_000, ...options });
  opened.push(mailer, scripted);
  return { ...scripted, mailer };
}

const said = ({ kind, ...rest }: MailOutcome) => ('reason' in rest ? [kind, rest.reason] : [kind]);

/** Servers repeat what they were told. */
const echoing = (reply: string) =>
  `${reply} <${invitation.to.address}> ${invitation.link} example.com (Jane Doe)`;

describe('a server that answers with an error', () => {
  it.each<[(typeof steps)[number], string, ...string[]]>([
    ['greeting', '421 4.3.2', 'failed', 'the server put off the connection (421 4.3.2)'],
    ['greeting', '554', 'failed', 'the server refused the connection (554)'],
    ['EHLO', '421', 'failed', 'the server put off the connection (421)'],
    ['EHLO', '550', 'failed', 'the server refused the connection (550)'],
    ['AUTH', '454 4.7.0', 'failed', 'the server put off the login (454 4.7.0)'],
    ['AUTH', '535 5.7.8', 'failed', 'the server refused the login (535 5.7.8)'],
    ['AUTH', '550', 'failed', 'the server refused the login (550)'],
    ['MAIL', '451', 'failed', 'the server put off the sender (451)'],
    ['MAIL', '550 5.1.8', 'failed', 'the server refused the sender (550 5.1.8)'],
    ['RCPT', '450 4.2.0', 'failed', 'the server put off the recipient (450 4.2.0)'],
    ['RCPT', '550 5.1.1', 'refused', 'the server refused the recipient (550 5.1.1)'],
    ['RCPT', '553', 'refused', 'the server refused the recipient (553)'],
    ['RCPT', '530 5.7.0', 'failed', 'the server refused the recipient (530 5.7.0)'],
    ['RCPT', '550 5.1.8', 'failed', 'the server refused the recipient (550 5.1.8)'],
    ['RCPT', '552 5.2.2', 'failed', 'the server refused the recipient (552 5.2.2)'],
    ['RCPT', '554 5.7.1', 'failed', 'the server refused the recipient (554 5.7.1)'],
    ['DATA', '451', 'failed', 'the server put off the message (451)'],
    ['DATA', '554', 'refused', 'the server refused the message (554)'],
    ['message', '451 4.3.0', 'failed', 'the server put off the message (451 4.3.0)'],
    ['message', '554 5.6.0', 'refused', 'the server refused the message (554 5.6.0)'],
    ['message', '550 5.7.26', 'failed', 'the server refused the message (550 5.7.26)'],
  ])('at %s with %s', async (step, reply, ...expected) => {
    for (const extensions of [['PIPELINING', 'AUTH PLAIN'], ['AUTH PLAIN']]) {
      const reactions = { [step]: echoing(reply) };
      const { mailer, heard, messages } = await serverAndMailer({ reactions, extensions });
      expect(said(await mailer.send(invitation))).toEqual(expected);
      expect(heard).toHaveLength(1);
      expect(messages).toHaveLength(step === 'message' ? 1 : 0);
    }
  });

  it('of several lines is understood all the same', async () => {
    const reactions = { RCPT: '550-5.1.1 nobody\r\n550 5.1.1 here' };
    const { mailer } = await serverAndMailer({ reactions });
    expect(said(await mailer.send(invitation))).toEqual([
      'refused',
      'the server refused the recipient (550 5.1.1)',
    ]);
  });

  it('to one letter takes the next', async () => {
    const { mailer, messages } = await serverAndMailer({ reactions: { RCPT: '250 ok' } });
    const refusing = await serverAndMailer({ reactions: { RCPT: '550 no' } });
    for (const number of [1, 2, 3]) {
      expect(said(await mailer.send(numbered(number)))).toEqual(['sent']);
      expect(await refusing.mailer.send(numbered(number))).toMatchObject({ kind: 'refused' });
    }
    expect(messages).toHaveLength(3);
  });

  it('is told nothing that it must not know where it knows no login', async () => {
    const { mailer, heard } = await serverAndMailer({ extensions: [] });
    expect(said(await mailer.send(invitation))).toEqual([
      'failed',
      'logging in failed (the server knows no login)',
    ]);
    expect(heard.flat().join('\n')).not.toMatch(/AUTH|MAIL|RCPT/);
  });
});

describe('a server that says nothing more', () => {
  it('has failed in time, wherever that is', async () => {
    const stages = {
      greeting: 'connecting',
      EHLO: 'connecting',
      AUTH: 'logging in',
      MAIL: 'sending',
      RCPT: 'sending',
      DATA: 'sending',
      message: 'sending',
    } as const;
    // All at once, since each is waited for.
    await Promise.all(
      steps.map(async (step) => {
        const script: Script = { reactions: { [step]: hang } };
        const { mailer } = await serverAndMailer(script, { timeout: 1_200 });
        const reason = `no answer in time while ${stages[step]}`;
        expect(said(await mailer.send(invitation))).toEqual(['failed', reason]);
        await mailer.close();
      }),
    );
  });

  it('keeps those who wait for a connection no longer', async () => {
    const script: Script = { reactions: { RCPT: hang } };
    const { mailer } = await serverAndMailer(script, { timeout: 150, connections: 2 });
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((number) => mailer.send(numbered(number))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('failed'));
    expect(outcomes.map(said).at(-1)?.[1]).toMatch(
      /^no (connection was free in time|answer in time while connecting)$/,
    );
  });
});

describe('a server that goes away', () => {
  it.each(steps)('at %s: the letter has failed', async (step) => {
    const { mailer, heard } = await serverAndMailer({ reactions: { [step]: drop } });
    const [kind, reason] = said(await mailer.send(invitation));
    expect(kind).toBe('failed');
    expect(reason).toMatch(/^(connecting|logging in|sending) failed \([^@<>/]+\)$/);
    expect(heard).toHaveLength(1);
  });

  it('is not there: the letter has failed', async () => {
    const { mailer, close } = await serverAndMailer({});
    await close();
    expect(said(await mailer.send(invitation))).toEqual([
      'failed',
      'connecting failed (ECONNREFUSED)',
    ]);
  });

  it('has no name: the letter has failed', async () => {
    const server = { kind: 'smtp', host: 'mail.invalid', port: 25, tls: 'never' } as const;
    const mailer = smtpMailer({ server, from, timeout: 2_000 });
    opened.push(mailer);
    expect(await mailer.send(invitation)).toMatchObject({ kind: 'failed' });
  });

  it('after it kept the message, whose copy is known for one', async () => {
    const { mailer, messages } = await serverAndMailer({ reactions: { message: drop } });
    const [first, second] = [await mailer.send(invitation), await mailer.send(invitation)];
    expect([first.kind, second.kind]).toEqual(['failed', 'failed']);
    const ids = messages.map((raw) => fieldsOf(raw).find((field) => /^message-id:/i.test(field)));
    expect(ids).toEqual(Array(2).fill(`Message-ID: <${invitation.id}@estate.test>`));
  });

  it('between two letters gets the next by another connection, once', async () => {
    const { mailer, messages, heard, hangUp } = await serverAndMailer({});
    for (const number of [1, 2, 3]) {
      expect(said(await mailer.send(numbered(number)))).toEqual(['sent']);
      hangUp();
    }
    expect(messages).toHaveLength(3);
    expect(heard).toHaveLength(3);
  });

  it.each(['MAIL', 'RCPT', 'DATA'] as const)(
    'at %s of the next letter gets it by another connection, once',
    async (step) => {
      const reactions = { [step]: (before: number) => (before === 1 ? drop : undefined) };
      const { mailer, messages, heard } = await serverAndMailer({ reactions });
      expect(said(await mailer.send(numbered(1)))).toEqual(['sent']);
      expect(said(await mailer.send(numbered(2)))).toEqual(['sent']);
      expect(messages).toHaveLength(2);
      expect(heard).toHaveLength(2);
    },
  );

  it('after it kept the next letter does not get it a second time', async () => {
    const reactions = { message: (before: number) => (before === 1 ? drop : undefined) };
    const { mailer, messages, heard } = await serverAndMailer({ reactions });
    await mailer.send(numbered(1));
    expect(await mailer.send(numbered(2))).toMatchObject({ kind: 'failed' });
    expect(messages).toHaveLength(2);
    expect(heard).toHaveLength(1);
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleMailer, createMailbox, directoryMailer, smtpMailer } from '@tenantry/email';
import { bindLaws, mailerContract, type OpenedMailer, type OpenMailer } from '@tenantry/testing';
import PostalMime from 'postal-mime';
import { afterAll, describe, expect, it } from 'vitest';
import { unstuffed } from '../mail/dialogue.ts';
import { type MailServer, openTolerantServer } from '../mail/mail-server.ts';
import { toyMailer } from './broken-mailers/toy-mailer.ts';
import { brokenMailers } from './broken-mailers.ts';

const root = mkdtempSync(join(tmpdir(), 'tenantry-mailers-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let opened = 0;

const from = 'Estate Office <no-reply@estate.test>';

/** Reads what was written; who a message was given to is what its header says. */
const intoDirectory: OpenMailer = async () => {
  const place = join(root, `${++opened}`);
  const directory = join(place, 'mail');
  return {
    mailer: directoryMailer({ directory, from }),
    delivered: async () => {
      if (!existsSync(directory)) return [];
      const messages = readdirSync(directory).map((name) => readFileSync(join(directory, name)));
      return Promise.all(messages.map(arrived));
    },
    cutOff: () => {
      rmSync(place, { recursive: true, force: true });
      writeFileSync(place, 'a file where a directory should be');
    },
  };
};

const arrived = async (message: Uint8Array) => {
  const {
    to = [],
    cc = [],
    bcc = [],
    subject = '',
    text = '',
    messageId = '',
  } = await PostalMime.parse(message);
  const mailboxes = [...to, ...cc, ...bcc].map(({ address }) => address ?? 'a group');
  return { to: mailboxes, subject, text, id: messageId };
};

/** What is shown has no id: the place of a message is the only thing that tells it from others. */
const ontoConsole: OpenMailer = async () => {
  const shown: string[] = [];
  let isCutOff = false;
  const write = (text: string): void => {
    if (isCutOff) throw new Error('no output');
    shown.push(text);
  };
  return {
    mailer: consoleMailer({ write, from }),
    delivered: async () => shown.map(read),
    cutOff: () => {
      isCutOff = true;
    },
  };
};

const read = (text: string) => {
  const [, to = '', subject = '', body = ''] =
    /^To: .*<(\S+)>\nSubject: (.*)\n\n([\s\S]*)$/.exec(text) ?? [];
  return { to: [to], subject, text: body, id: to };
};

/** Whom a message is for is what the server was told on the wire, whatever its header says. */
const toServer: OpenMailer = async () => {
  const server = await openTolerantServer();
  servers.push(server);
  return {
    mailer: smtpMailer({ server: server.server, from }),
    delivered: async () => {
      const messages = server.dialogues().flatMap((dialogue) => dialogue.messages);
      return Promise.all(
        messages.map(async ({ recipients, raw }) => ({
          ...(await arrived(Buffer.from(unstuffed(raw), 'latin1'))),
          to: recipients,
        })),
      );
    },
    cutOff: server.close,
  };
};

const servers: MailServer[] = [];
afterAll(() => Promise.all(servers.map(({ close }) => close())));

/** A mailbox carries nothing, so that nothing of it can be cut off. */
const intoMailbox: OpenMailer = async () => {
  const mailbox = createMailbox();
  return {
    mailer: mailbox,
    delivered: async () =>
      mailbox.kept().map(({ id, to, subject, text }) => ({ id, to: [to.address], subject, text })),
  };
};

const capabilities = { cutOff: true };

bindLaws({ describe, it }, 'the directory mailer', mailerContract(intoDirectory, capabilities));
bindLaws({ describe, it }, 'the SMTP mailer', mailerContract(toServer, capabilities));
bindLaws({ describe, it }, 'the mailbox', mailerContract(intoMailbox));
bindLaws({ describe, it }, 'the console mailer', mailerContract(ontoConsole, capabilities));
bindLaws(
  { describe, it },
  'the mailer that is then broken',
  mailerContract(async () => toyMailer(), capabilities),
);

describe('the contract of mailers', () => {
  const table: { mailer: string; 'caught by': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenMailers)('catches one that $fault', async ({ fault, open, caughtBy }) => {
    const openOne = async (): Promise<OpenedMailer> => open();
    const laws = mailerContract(openOne, capabilities);
    const meant = laws.find(({ name }) => name === caughtBy);
    expect(meant).toBeDefined();
    await expect(meant?.check()).rejects.toBeInstanceOf(Error);
    table.push({ mailer: fault, 'caught by': caughtBy });
  });
});

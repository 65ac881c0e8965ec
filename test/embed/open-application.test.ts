import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApplicationConfig, type OpenApplication, openApplication } from '@tenantry/container';
import type { Application, Result, Telemetry } from '@tenantry/domain';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const secret = 'the secret of this installation alone';
const other = 'the secret of quite another installation';
const operator = (app: Application) => ({ caller: app.as.operator('olga') });

const valueOf = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(`unexpected: ${JSON.stringify(result.error)}`);
  return result.value;
};

let directory: string;
let opened: OpenApplication[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tenantry-embed-'));
});

afterEach(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  opened = [];
  await rm(directory, { recursive: true, force: true });
});

const open = async (given: Partial<ApplicationConfig> = {}): Promise<OpenApplication> => {
  const application = await openApplication({
    database: 'memory:',
    mail: `directory:${join(directory, 'mail')}`,
    mailFrom: 'no-reply@estate.test',
    publicUrl: 'http://localhost:8080/',
    secret,
    ...given,
  });
  opened.push(application);
  return application;
};

const initialise = async (app: Application) =>
  valueOf(await app.initialise({ name: 'Estate', email: 'olga@estate.test' }, operator(app)));

const users = [
  { name: 'Jane Doe', email: 'jane@example.com' },
  { name: 'Zoë "Z" O’Neill', email: 'zoe@münchen.de' },
];

const openCustomer = async (app: Application) => {
  const { account } = await initialise(app);
  const caller = app.as.account(account.id);
  return valueOf(await app.customers.create({ name: 'Example & Sons', users }, { caller }));
};

describe('an application opened from its configuration', () => {
  it('opens a customer and delivers the invitations', async () => {
    const { app, deliverMail } = await open();
    const customer = await openCustomer(app);
    expect(customer.members.map(({ status }) => status)).toEqual(['invited', 'invited']);

    expect(await deliverMail()).toEqual({ sent: 2, failed: 0 });
    const mail = join(directory, 'mail');
    const messages = await Promise.all(
      (await readdir(mail)).map(async (name) => PostalMime.parse(await readFile(join(mail, name)))),
    );
    const people = messages.flatMap(({ to = [] }) => to);
    expect(new Set(people)).toEqual(
      new Set([
        { name: 'Jane Doe', address: 'jane@example.com' },
        { name: 'Zoë "Z" O’Neill', address: 'zoe@xn--mnchen-3ya.de' },
      ]),
    );
    for (const message of messages) {
      expect(message.from).toEqual({ name: 'Tenantry', address: 'no-reply@estate.test' });
      expect(message.subject).toBe('Invitation to Example & Sons - Tenantry');
      expect(message.messageId).toMatch(/^<[0-9a-f-]{36}@estate\.test>$/);
      expect(message.cc ?? message.bcc).toBeUndefined();
      const [, link = ''] =
        /^(http:\/\/localhost:8080\/invitations\/[\w-]{43})$/m.exec(message.text ?? '') ?? [];
      expect(message.html).toContain(`href="${link}"`);
      expect(message.text).toContain('Example & Sons');
      expect(message.html).toContain('Example &amp; Sons');
    }

    expect(await deliverMail()).toEqual({ sent: 0, failed: 0 });
  });

  it('hashes passwords, authenticates keys and makes ids of its own', async () => {
    const { app } = await open({ hashConcurrency: 1 });
    const made = valueOf(
      await app.initialise(
        { name: 'Estate', email: 'olga@estate.test', password: 'correct horse battery staple' },
        operator(app),
      ),
    );
    expect(made.user).toEqual({ email: 'olga@estate.test', userName: 'olga@estate.test' });
    expect(made.account.address).toMatch(/^a[0-9a-z]{16}$/);
    await expect(app.ready()).resolves.toBeUndefined();
  });

  it('tells a host what happens', async () => {
    const told: string[] = [];
    const telemetry: Telemetry = {
      log: (level, message) => void told.push(`${level} ${message}`),
      count: () => {},
    };
    const mail = join(directory, 'folder');
    const { app, deliverMail } = await open({ telemetry, mail: `directory:${mail}` });
    await openCustomer(app);
    await rm(mail, { recursive: true });
    await writeFile(mail, 'no folder any more');
    expect(await deliverMail()).toEqual({ sent: 0, failed: 2 });
    expect(told).toEqual(['warn mail not sent', 'warn mail not sent']);
  });

  it('names the setting of a folder for mail that cannot be made', async () => {
    await expect(open({ mail: 'directory:/dev/null/mail' })).rejects.toThrow('TENANTRY_MAIL');
  });

  it('shares nothing with another one in the process', async () => {
    const [one, two] = await Promise.all([open(), open({ secret: other })]);
    const { account } = await initialise(one.app);
    expect(valueOf(await one.app.accounts.masters({}, operator(one.app)))).toHaveLength(1);
    const seen = await two.app.accounts.masters({}, operator(two.app));
    expect(valueOf(seen)).toEqual([]);
    await initialise(two.app);
    await two.close();
    const found = await one.app.accounts.find({ account: account.id }, operator(one.app));
    expect(valueOf(found).name).toBe('Estate');
  });

  it('closes once, however often it is asked to', async () => {
    const { app, close } = await open();
    const closing = [close(), close()];
    await Promise.all(closing);
    await close();
    await expect(app.ready()).rejects.toThrow(/closed/);
  });
});

describe('a configuration that cannot work', () => {
  const line = (name: string) => new RegExp(`^${name}: [^\\n]+$`);

  it.each<[string, Partial<ApplicationConfig>]>([
    ['TENANTRY_DATABASE', { database: 'mysql://u:hunter2@db.test' }],
    ['TENANTRY_MAIL', { mail: 'imap://u:hunter2@mail.test' }],
    ['TENANTRY_MAIL_FROM', { mailFrom: 'hunter2' }],
    ['TENANTRY_PUBLIC_URL', { publicUrl: 'https://u:hunter2@estate.test' }],
    ['TENANTRY_PUBLIC_URL', { publicUrl: 'http://estate.test' }],
    ['TENANTRY_SECRET', { secret: 'hunter2' }],
    ['TENANTRY_SECRET', { secret: [], publicUrl: 'https://estate.test' }],
    ['TENANTRY_MAIL', { mail: 'console:', publicUrl: 'https://estate.test' }],
  ])('is refused in one line: %s, %o', async (name, wrong) => {
    const fault = await open(wrong).catch((reason: unknown) => reason);
    expect(fault).toBeInstanceOf(Error);
    expect(String(fault)).toMatch(/^Error: [^\n]+$/);
    expect(String(fault).slice('Error: '.length)).toMatch(line(name));
    expect(String(fault)).not.toContain('hunter2');
  });
});

describe('the secret of an installation', () => {
  const onFile = (given: Partial<ApplicationConfig>) =>
    open({ database: `sqlite:${join(directory, 'tenantry.db')}`, ...given });

  beforeEach(async () => {
    const { app, close } = await onFile({ migrate: 'auto' });
    await initialise(app);
    await close();
  });

  it('is told from any other, and what was opened is closed again', async () => {
    await expect(onFile({ secret: other })).rejects.toThrow(
      new Error('the secret (TENANTRY_SECRET) is not the one of this installation'),
    );
    // A second process, or another try, finds nothing held open.
    const { app } = await onFile({});
    expect(valueOf(await app.accounts.masters({}, operator(app)))).toHaveLength(1);
  });

  it('may stand anywhere in a list, and gives way to the newest, so that it can be changed', async () => {
    for (const list of [[secret, other], [other, secret], [other]]) {
      const { app, close } = await onFile({ secret: list });
      await expect(app.ready()).resolves.toBeUndefined();
      await close();
    }
    await expect(onFile({ secret })).rejects.toThrow('TENANTRY_SECRET');
  });

  it('is not needed to read', async () => {
    const { app } = await onFile({ secret: [] });
    expect(valueOf(await app.accounts.masters({}, operator(app)))).toHaveLength(1);
  });
});

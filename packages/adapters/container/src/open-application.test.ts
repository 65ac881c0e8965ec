import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Application, Persistence } from '@tenantry/domain';
import { createMailbox } from '@tenantry/email';
import * as memory from '@tenantry/memory';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApplicationConfig } from './application-config.ts';
import { openApplication } from './open-application.ts';

vi.mock('@tenantry/memory', async (original) => {
  const real = await original<typeof memory>();
  return { ...real, memoryPersistence: vi.fn(real.memoryPersistence) };
});

const config: ApplicationConfig = {
  database: 'memory:',
  publicUrl: 'http://localhost',
  secret: 'the secret of this installation alone',
};

/** One store for every opening, as a file is; its closing is watched. */
const shared = memory.memoryPersistence();
const close = vi.fn(async () => {});
const store: Persistence = { ...shared, close };

/** Owes one invitation, in a tree of its own. */
async function invite(app: Application, name: string): Promise<void> {
  const master = { name, email: `${name}@estate.test`, another: true };
  const made = await app.initialise(master, { caller: app.as.operator('olga') });
  if (!made.ok) throw new Error(made.error.kind);
  const caller = app.as.account(made.value.account.id);
  const users = [{ name: 'Jane Doe', email: 'jane@example.com' }];
  const opened = await app.customers.create({ name: 'Acme', users }, { caller });
  expect(opened.ok).toBe(true);
}

beforeEach(() => {
  close.mockClear();
  vi.mocked(memory.memoryPersistence).mockReturnValue(store).mockClear();
});

describe('opening an application', () => {
  it('closes the store when the secret is not the installation’s', async () => {
    const first = await openApplication(config);
    await first.app.initialise(
      { name: 'Estate', email: 'olga@estate.test' },
      { caller: first.app.as.operator('olga') },
    );
    await expect(
      openApplication({ ...config, secret: 'the secret of another installation' }),
    ).rejects.toThrow('the secret (TENANTRY_SECRET) is not the one of this installation');
    expect(close).toHaveBeenCalledTimes(1);
    await first.close();
    await first.close();
    expect(close).toHaveBeenCalledTimes(2);
  });

  it('tells why the store cannot be read, not why it could not be closed either', async () => {
    const read = () => Promise.reject(new Error('disk gone'));
    close.mockRejectedValueOnce(new Error('and still gone'));
    vi.mocked(memory.memoryPersistence).mockReturnValue({ ...store, read });
    await expect(openApplication(config)).rejects.toThrow('disk gone');
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('tells why the store cannot be opened', async () => {
    vi.mocked(memory.memoryPersistence).mockImplementation(() => {
      throw new Error('no room');
    });
    await expect(openApplication(config)).rejects.toThrow('no room');
    expect(close).not.toHaveBeenCalled();
  });

  it('opens no store where anything else is wrong', async () => {
    const wrong = [{ mail: 'x:' }, { mailFrom: 'x' }, { secret: 'x' }, { hashConcurrency: 0 }];
    for (const part of wrong)
      await expect(openApplication({ ...config, ...part })).rejects.toThrow(
        /^TENANTRY_|^concurrency /,
      );
    expect(memory.memoryPersistence).not.toHaveBeenCalled();
  });

  it('carries mail by a mailer of the host, and closes that too', async () => {
    const mailbox = createMailbox();
    const closing = vi.spyOn(mailbox, 'close');
    const { app, deliverMail, ...opened } = await openApplication({ ...config, mailer: mailbox });
    await invite(app, 'first');
    expect(await deliverMail()).toEqual({ sent: 1, failed: 0 });
    expect(mailbox.kept()).toHaveLength(1);
    await opened.close();
    await opened.close();
    expect(closing).toHaveBeenCalledTimes(1);
  });

  it('has the words of the host', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'tenantry-words-'));
    try {
      const { app, deliverMail, ...opened } = await openApplication({
        ...config,
        mail: `directory:${directory}`,
        mailTemplates: {
          invitation: ({ accountName, link }) => ({
            subject: `Welcome to ${accountName}`,
            text: link,
            html: link,
          }),
        },
      });
      await invite(app, 'second');
      await deliverMail();
      await opened.close();
      const [file = ''] = readdirSync(directory);
      expect(readFileSync(join(directory, file), 'utf8')).toContain('Subject: Welcome to Acme');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('says so when closing fails, each time it is asked', async () => {
    const { close: closeApplication } = await openApplication(config);
    close.mockRejectedValueOnce(new Error('still busy'));
    await expect(closeApplication()).rejects.toThrow('still busy');
    await expect(closeApplication()).rejects.toThrow('still busy');
    expect(close).toHaveBeenCalledTimes(1);
  });
});

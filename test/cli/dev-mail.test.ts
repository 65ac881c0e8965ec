import { describe, expect, it } from 'vitest';
import { emptyFolder } from './folder.ts';
import { serving, tenantry } from './tenantry.ts';

describe('serve --dev', () => {
  it('says where its mail is read, and has there what a command owes', async () => {
    const here = { folder: emptyFolder() };
    const server = await serving(here, ['--dev', '--port', '0']);
    const [, mailbox = ''] = /^mailbox +(\S+)$/m.exec(server.out()) ?? [];
    expect(mailbox).toBe(`${server.url}/dev/mail`);
    const textOf = async (): Promise<string> => (await fetch(mailbox)).text();
    expect(await textOf()).not.toContain('jane@example.com');
    const words = ['member', 'invite', '--name', 'Jane', '--email', 'jane@example.com'];
    expect(tenantry(here, words).code).toBe(0);
    await expect.poll(textOf, { timeout: 20_000 }).toContain('jane@example.com');
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  it('keeps no mail where others than this machine are served', async () => {
    const environment = {
      TENANTRY_SECRET: 'a secret of these tests with 32 bytes or more',
      TENANTRY_PUBLIC_URL: 'https://tenantry.test',
      TENANTRY_MAIL: 'directory:mail',
    };
    const server = await serving({ folder: emptyFolder(), environment }, ['--dev', '--port', '0']);
    expect(server.out()).not.toContain('mailbox');
    expect((await fetch(`${server.url}/dev/mail`)).status).toBe(404);
    expect(await server.stop('SIGTERM')).toBe(0);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

/** An installation in which Jane is invited to the customer 2. */
const invited = async () => {
  const here = await initialised(onTestFinished);
  await tenantry(here, ['customer', 'create', '--name', 'Acme']);
  const words = ['member', 'invite', '2', '--name', 'Jane Doe', '--email', 'Jane@Example.com'];
  const made = await tenantry(here, [...words, '--role', '1', '--user-name', 'jane', '--json']);
  expect(made).toMatchObject({ code: 0, said: '' });
  return { here, made, jane: JSON.parse(made.out) };
};

const done = async (here: Installation, ...words: readonly string[]) => {
  const ended = await tenantry(here, ['member', ...words, '--json']);
  expect({ words, code: ended.code, said: ended.said }).toEqual({ words, code: 0, said: '' });
  return JSON.parse(ended.out);
};

/** What is said of a member who is not there. */
const notThere =
  'tenantry: there is no such member\ntenantry: "tenantry member list ACCOUNT" shows the members of an account\n';

describe('member', () => {
  it('is invited, shown by id and by number, and listed', async () => {
    const { here, made, jane } = await invited();
    expect(jane).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: expect.any(Number),
      accountId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Jane Doe',
      email: 'Jane@Example.com',
      userName: 'jane',
      roles: [1],
      status: 'invited',
      invitedUntil: expect.stringMatching(/Z$/),
      mail: { state: 'due', attempts: 0 },
    });
    for (const named of [jane.id, `${jane.number}`])
      expect((await tenantry(here, ['member', 'show', named, '--json'])).out).toBe(made.out);
    const second = await done(here, 'invite', '2', '--name', 'John', '--email', 'john@example.com');
    expect(second.roles).toEqual([3]);
    const listed = await tenantry(here, ['member', 'list', '2', '--json']);
    expect(lines(listed.out)).toEqual([jane, second]);
    const { out } = await tenantry(here, ['member', 'list', '2']);
    expect(linesOf(out)[0]?.split('\t')).toEqual([
      `${jane.number}`,
      jane.id,
      'invited',
      'Jane Doe',
      'Jane@Example.com',
      jane.invitedUntil,
      'due',
    ]);
    const read = await tenantry(here, ['member', 'show', `${jane.number}`]);
    expect(read.out).toContain(`status          invited\ninvited until   ${jane.invitedUntil}\n`);
  });

  it('is corrected, in what is said and nothing else, and put out and let in', async () => {
    const { here, jane } = await invited();
    const named = `${jane.number}`;
    const changed = { roles: [2, 3], name: 'J. Doe' };
    expect(
      await done(here, 'set', named, '--role', '2', '--role', '3', '--name', 'J. Doe'),
    ).toEqual({ ...jane, ...changed });
    expect((await tenantry(here, ['member', 'set', named])).code).toBe(2);
    expect((await done(here, 'resend', named)).status).toBe('invited');
    expect((await done(here, 'revoke', named)).status).toBe('revoked');
    const late = await tenantry(here, ['member', 'resend', named]);
    expect(late).toEqual({
      code: 6,
      out: '',
      said: 'tenantry: this cannot be done to a member who is revoked\n',
    });
    const revived = await done(here, 'invite', '2', '--name', 'J', '--email', 'jane@example.com');
    expect(revived).toMatchObject({ id: jane.id, status: 'invited' });
  });

  it('is put out and let in, but not the last one who may manage', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['account', 'open', '--email', 'jane@example.com']);
    const [{ number }] = lines((await tenantry(here, ['member', 'list', '2', '--json'])).out);
    expect(await done(here, 'disable', `${number}`)).toMatchObject({ status: 'disabled' });
    expect(await done(here, 'enable', `${number}`)).toMatchObject({ status: 'active' });
    const [root] = lines((await tenantry(here, ['member', 'list', '--json'])).out);
    for (const words of [
      ['revoke', root.id],
      ['disable', root.id],
      ['set', root.id, '--role', '3'],
    ])
      expect(await tenantry(here, ['member', ...words])).toMatchObject({ code: 6, out: '' });
    expect(lines((await tenantry(here, ['member', 'list', '--json'])).out)).toEqual([root]);
  });

  it('that is nobody is told with 5', async () => {
    const here = await initialised(onTestFinished);
    const refused = { code: 5, out: '', said: notThere };
    for (const named of ['99', '9'.repeat(30), '-1', '0', 'jane', '\u001b[2J', '１', ''])
      expect(await tenantry(here, ['member', 'show', '--', named])).toEqual(refused);
    for (const verb of ['resend', 'revoke', 'disable', 'enable'])
      expect(await tenantry(here, ['member', verb, '99'])).toEqual(refused);
    expect(await tenantry(here, ['member', 'set', '99', '--name', 'A'])).toEqual(refused);
  });

  it('is refused with every fault that it has', async () => {
    const { here } = await invited();
    const words = ['member', 'invite', '2', '--name', 'a\u0007', '--email', 'nobody'];
    const ended = await tenantry(here, [...words, '--role', 'x', '--role', '99', '--json']);
    expect(ended.code).toBe(7);
    const { issues } = JSON.parse(ended.said).error;
    expect(issues.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
      'name',
      'email',
      'roles.0',
      'roles.1',
    ]);
    const taken = await tenantry(here, [...words.slice(0, 3), '--name', 'A', ...jane('--json')]);
    expect(taken.code).toBe(6);
    expect(JSON.parse(taken.said).error).toMatchObject({ kind: 'EmailTaken', path: ['email'] });
    expect((await tenantry(here, ['member', 'invite', '9', '--name', 'A', ...jane()])).code).toBe(
      5,
    );
    expect((await tenantry(here, ['member', 'invite', '2', '--name', 'A'])).code).toBe(2);
  });

  it('gets mail at its own mailbox and at none that is slipped in', async () => {
    const here = await initialised(onTestFinished);
    const to = (name: string, email: string) =>
      tenantry(here, ['member', 'invite', '--name', name, '--email', email]);
    for (const email of [
      'v@ok.test,x@evil.test',
      'v@ok.test x@evil.test',
      'v@ok.test\r\nBcc: x@evil.test',
      'v@ok.test\u0000@evil.test',
      'Jane <v@ok.test>, <x@evil.test>',
      '<v@ok.test>',
      '"v@ok.test"@evil.test',
      '"v"@ok.test(x)evil.test',
      '@evil.test:v@ok.test',
      'v@ok.test\uff20evil.test',
      'v@ok.test\ufe6bevil.test',
      'v@[127.0.0.1]',
      'v\u017f@ok.test',
    ])
      expect({ email, code: (await to('Jane', email)).code }).toEqual({ email, code: 7 });
    expect((await to('Jane\r\nBcc: x@evil.test', 'v@ok.test')).code).toBe(7);
    expect((await tenantry(here, ['mail', 'list'])).out).toBe('');

    expect((await to('"A" <x@evil.test>, B', 'v@ok.test')).code).toBe(0);
    const folder = join(here.folder, 'mail');
    const deliver = ['mail', 'deliver', '--mail', `directory:${folder}`];
    expect((await tenantry(here, deliver)).out).toBe('sent 1, failed 0\n');
    const [file = ''] = readdirSync(folder);
    const [head = ''] = readFileSync(join(folder, file), 'utf8').split('\r\n\r\n');
    const headers = head.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n');
    const addressed = headers.filter((line) => /^(?:to|cc|bcc):/i.test(line));
    expect(addressed).toHaveLength(1);
    expect(addressed[0]).toMatch(/^To: (?:"(?:[^"\\]|\\.)*"|=\?\S+\?=) <v@ok\.test>$/);
  });
});

const jane = (...more: readonly string[]) => ['--email', 'jane@example.com', ...more];

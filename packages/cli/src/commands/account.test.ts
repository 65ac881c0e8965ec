import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What NDJSON says. */
const lines = (out: string) => linesOf(out).map((line) => JSON.parse(line));

const password = 'correct horse battery staple';
const person = ['--first-name', 'Ann', '--last-name', 'Lee', '--email', 'Ann@Example.com'];
const registering = ['account', 'register', ...person, '--password-stdin', '--json'];

const opened = async (here: Installation, email: string, ...more: readonly string[]) => {
  const words = ['account', 'open', '--email', email, '--json', ...more];
  const { code, out, said } = await tenantry(here, words);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  return JSON.parse(out);
};

describe('account register', () => {
  it('takes the password from standard input, and shows the account without it', async () => {
    const here = await initialised(onTestFinished);
    const more = ['--company', 'Lee Ltd', '--phone', '0301234567', '--time-zone', 'Europe/Berlin'];
    const words = [...registering, ...more, '--may-have-sub-accounts'];
    const made = await tenantry(here, words, `${password}\r\n`);
    expect(made).toMatchObject({ code: 0, said: '' });
    expect(made.out).not.toContain(password);
    const account = JSON.parse(made.out);
    expect(account).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: 2,
      kind: 'registered',
      parentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Lee Ltd',
      status: 'active',
      version: 1,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: account.createdAt,
      address: expect.stringMatching(/^[a-z0-9-]+$/),
      url: `http://127.0.0.1:8080/a/${account.address}`,
      firstName: 'Ann',
      lastName: 'Lee',
      companyName: 'Lee Ltd',
      mobilePhone: '0301234567',
      timeZone: 'Europe/Berlin',
      mayHaveSubAccounts: true,
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        number: expect.any(Number),
        name: 'Ann Lee',
        email: 'Ann@Example.com',
        roles: [1],
        status: 'active',
      },
    });
    for (const named of [account.id, '2'])
      expect((await tenantry(here, ['account', 'show', named, '--json'])).out).toBe(made.out);
    const { out } = await tenantry(here, ['account', 'show', '2']);
    expect(out).toContain('user            Ann Lee <Ann@Example.com> active, roles 1');
    expect(out).toContain('may have sub-accounts');

    const below = [...registering, '--email', 'b@example.com', '--parent', '2'];
    expect(JSON.parse((await tenantry(here, below, password)).out)).toMatchObject({
      parentId: account.id,
      timeZone: 'Europe/Berlin',
    });
  });

  it('takes a file; its password confirms itself unless the file says otherwise', async () => {
    const here = await initialised(onTestFinished);
    const command = {
      kind: 'registered',
      firstName: 'Fi',
      lastName: 'Led',
      email: 'fi@example.com',
      password,
    };
    const words = ['account', 'register', '--file', '-', '--json'];
    const refused = async (more: object) => {
      const { code, said } = await tenantry(here, words, JSON.stringify({ ...command, ...more }));
      expect(code).toBe(7);
      expect(said).not.toContain(password);
      return JSON.parse(said).error.issues.map(({ path }: { path: string[] }) => path.join('.'));
    };
    expect(await refused({ passwordConfirmation: 'another' })).toEqual(['passwordConfirmation']);
    expect(await refused({ kind: 'customer' })).toEqual(['kind']);
    expect(await refused({ kind: 'customer', email: 'fi', parent: 'NOBODY' })).toEqual([
      'kind',
      'email',
    ]);
    expect(await refused({ firstName: '', password: 'zq7.x' })).toEqual(['firstName', 'password']);
    const flagged = [...words, '--first-name', 'Flag'];
    const made = await tenantry(here, flagged, JSON.stringify(command));
    expect(JSON.parse(made.out)).toMatchObject({ firstName: 'Flag', lastName: 'Led' });
  });

  it('takes a password from standard input as its own confirmation, whatever a file says', async () => {
    const here = await initialised(onTestFinished);
    const filed = { password: 'of the file alone', passwordConfirmation: 'of the file alone' };
    writeFileSync(join(here.folder, 'r.json'), JSON.stringify(filed));
    const words = [...registering, '--file', 'r.json'];
    expect(await tenantry(here, words, password)).toMatchObject({ code: 0, said: '' });
    const proof = ['token', 'create', '--password-stdin', '--user-name', 'ann@example.com'];
    expect((await tenantry(here, proof, password)).code).toBe(0);
  });

  it('answers 2, 5, 6 and 7 each for its reason, and makes nothing', async () => {
    const here = await initialised(onTestFinished);
    const ending = async (words: readonly string[], input = password) => {
      const { code, out, said } = await tenantry(here, words, input);
      expect(out).toBe('');
      expect(said).not.toContain(password);
      return code;
    };
    expect(await ending(['account', 'register', ...person])).toBe(2);
    expect(await ending([...registering, '--file', '-'])).toBe(2);
    expect(await ending([...registering, '--password', password])).toBe(2);
    expect(await ending(registering, 'short')).toBe(7);
    expect(await ending(registering, '')).toBe(7);
    expect(await ending([...registering, '--time-zone', 'Mars/Base'])).toBe(7);
    expect(await ending([...registering, '--email', 'ROOT@example.com'])).toBe(6);
    expect(await ending([...registering, '--parent', '99'])).toBe(5);
    await tenantry(here, ['customer', 'create', '--name', 'C']);
    expect(await ending([...registering, '--parent', '2'])).toBe(6);
    expect((await tenantry(here, ['account', 'list'])).out).toBe('');
  });
});

describe('account open', () => {
  it('shows where the account is and how its user signs in, this once', async () => {
    const here = await initialised(onTestFinished);
    const shown = await opened(here, 'New@Example.com');
    expect(shown).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: 2,
      address: expect.stringMatching(/^[a-z0-9-]+$/),
      url: `http://127.0.0.1:8080/a/${shown.address}`,
      email: 'New@Example.com',
      login: 'New@Example.com',
      password: expect.stringMatching(/^([0-9a-z]{4}-){7}[0-9a-z]{4}$/),
    });
    const { out } = await tenantry(here, ['account', 'show', '2', '--json']);
    expect(out).not.toContain(shown.password);
    expect(JSON.parse(out)).toMatchObject({ name: 'New@Example.com', timeZone: 'UTC' });
    const plain = await tenantry(here, ['account', 'open', '--email', 'b@example.com']);
    expect(plain.out).toMatch(/^sign-in {7}b@example\.com\npassword {6}([0-9a-z]{4}-){7}/m);
  });

  it('takes names and a file, and answers 2 without a mailbox', async () => {
    const here = await initialised(onTestFinished);
    await opened(here, 'a@example.com', '--name', 'Named', '--company', 'Firm');
    const { out } = await tenantry(here, ['account', 'show', '2', '--json']);
    expect(JSON.parse(out)).toMatchObject({ name: 'Named', companyName: 'Firm' });
    const file = '{"kind":"registered","email":"f@example.com","name":"Filed"}';
    const words = ['account', 'open', '--file', '-', '--json', '--email', 'g@example.com'];
    const made = await tenantry(here, words, file);
    expect(JSON.parse(made.out)).toMatchObject({ email: 'g@example.com', number: 3 });
    expect((await tenantry(here, ['account', 'open'])).code).toBe(2);
    expect((await tenantry(here, ['account', 'open', '--email', 'a@example.com'])).code).toBe(6);
    const passworded = '{"email":"h@example.com","password":"correct horse battery"}';
    expect((await tenantry(here, words, passworded)).code).toBe(7);
  });

  it('names every fault of a file and of the command at once', async () => {
    const here = await initialised(onTestFinished);
    const placesIn = async (file: string, ...flags: readonly string[]) => {
      const words = ['account', 'open', '--file', '-', '--json', ...flags];
      const { code, said } = await tenantry(here, words, file);
      expect(code).toBe(7);
      return JSON.parse(said).error.issues.map(({ path }: { path: string[] }) => path.join('.'));
    };
    const twice = '{"kind":"partner","email":"a","email":"b","nmae":"c","parent":"NOBODY"}';
    expect(await placesIn(twice)).toEqual(['email', 'kind', 'email', 'nmae']);
    expect(await placesIn('{"email":')).toEqual(['file']);
    expect(await placesIn('[]', '--email', 'none', '--parent', 'NOBODY')).toEqual([
      'file',
      'email',
    ]);
    expect(await placesIn('{"email":"none"}', '--parent', 'NOBODY')).toEqual(['email']);
  });

  it('says which accounts may have none beneath them', async () => {
    const here = await initialised(onTestFinished);
    await opened(here, 'a@example.com');
    const words = ['account', 'open', '--email', 'b@example.com', '--parent', '2'];
    expect(await tenantry(here, words)).toEqual({
      code: 6,
      out: '',
      said: 'tenantry: this account may have no sub-accounts (it was opened without --may-have-sub-accounts)\n',
    });
  });
});

describe('account show and list', () => {
  it('lists those directly beneath one, with the status that counts', async () => {
    const here = await initialised(onTestFinished);
    const first = await opened(here, 'a@example.com', '--may-have-sub-accounts');
    const below = await opened(here, 'b@example.com', '--parent', '2', '--name', 'Below');
    const second = await opened(here, 'c@example.com');
    const listed = lines((await tenantry(here, ['account', 'list', '--json'])).out);
    expect(listed.map(({ id }) => id)).toEqual([first.id, second.id]);
    const { out } = await tenantry(here, ['account', 'list', '--parent', first.id, '--json']);
    expect(lines(out)).toEqual([
      {
        id: below.id,
        number: 3,
        name: 'Below',
        email: 'b@example.com',
        status: 'active',
        effectiveStatus: 'active',
        parentId: first.id,
      },
    ]);
    expect((await tenantry(here, ['account', 'list', '--parent', '2'])).out).toBe(
      `3\t${below.id}\tactive\tBelow\tb@example.com\n`,
    );
    for (const words of [
      ['account', 'list', '--parent', '99'],
      ['account', 'show', '99'],
      ['account', 'show', '1'],
      ['account', 'show', 'nobody'],
    ])
      expect(await tenantry(here, words)).toMatchObject({ code: 5, out: '' });
  });
});

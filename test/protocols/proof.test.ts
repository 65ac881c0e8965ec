import { connect } from 'node:net';
import { listen } from '@tenantry/http/node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { type Door, doors, doorsFor, type Form, forms, knock, requestAt } from './doors.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { addPerson } from './people.ts';
import { quickHasher } from './quick-hasher.ts';

const open = () => openInstallation({ hasher: quickHasher() });

const masterMail = 'master@tenantry.test';

const encoded = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

const basic = (name: string, password: string) => ({
  Authorization: `Basic ${encoded(`${name}:${password}`)}`,
});

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

const tokenFor = async ({ app, key }: Installation, scope = ''): Promise<string> =>
  expectOk(await app.sessions.issue({ grant: 'api_key', key, scope })).token.reveal();

/** What each door answers to one proof. */
const answersTo = async (
  installation: Installation,
  at: readonly Door[],
  proofs: Parameters<typeof knock>[3],
) => {
  const answers = [];
  for (const door of at)
    answers.push([door.name, await knock(installation, door, installation.master, proofs)]);
  return answers;
};

const everyOne = (at: readonly Door[], answer: 'in' | number) =>
  at.map(({ name }) => [name, answer]);

describe('a form of proof', () => {
  const proofs: Readonly<Record<Form, (given: Installation) => Promise<object>>> = {
    apiKey: async ({ key }) => ({ api_key: key }),
    basic: async ({ password }) => basic(masterMail, password),
    token: async (given) => bearer(await tokenFor(given)),
    scopedToken: async (given) => bearer(await tokenFor(given, 'kyc:api')),
    keyAsBearer: async ({ key }) => bearer(key),
  };

  it.each(doors)('opens $name where that takes it, and is wrong elsewhere', async (door) => {
    const installation = await open();
    for (const form of forms) {
      const proof = await proofs[form](installation);
      const expected = door.takes.includes(form) ? 'in' : 401;
      expect([form, await knock(installation, door, installation.master, proof)]).toEqual([
        form,
        expected,
      ]);
    }
  });

  it.each(doors)('is missed at $name where there is none', async (door) => {
    const installation = await open();
    for (const none of [{}, { api_key: '' }])
      expect(await knock(installation, door, installation.master, none)).toBe(401);
  });

  it.each(doors)(
    'that $name takes does not make up for one beside it that is wrong',
    async (door) => {
      const installation = await open();
      const { key } = installation;
      const child = await installation.customer('Child');
      for (const form of door.takes) {
        const right: Parameters<typeof knock>[3] = await proofs[form](installation);
        const wrong =
          'api_key' in right
            ? [
                { Authorization: 'Basic eDp5' },
                { Authorization: '' },
                bearer(child.key),
                bearer('x'),
              ]
            : [{ api_key: 'x' }, { api_key: child.key }, { api_key: `${key}, ${key}` }];
        for (const other of wrong)
          expect(await knock(installation, door, installation.master, { ...right, ...other })).toBe(
            401,
          );
      }
    },
  );
});

describe('Basic', () => {
  const at = doorsFor('basic');

  it.each([
    ['colons in the password', 'registered@example.com', 'a:b::c:d:'],
    ['blanks around the password', 'registered@example.com', '  eight or more  '],
    ['letters of other scripts', 'registered@example.com', 'Пароль-密码-🔑'],
    ['a password of 1024 characters', 'registered@example.com', 'pA1-'.repeat(256)],
    ['a mailbox in other case', 'REGISTERED@Example.COM', 'eight or more'],
    ['a mailbox with a plus', 'registered+tag@example.com', 'eight or more'],
  ])('opens for %s', async (_, email, password) => {
    const installation = await open();
    const { app, master } = installation;
    const person = { firstName: 'Jane', lastName: 'Doe', email: email.toLowerCase() };
    const { account } = expectOk(
      await app.registers.register(
        { ...person, password, passwordConfirmation: password },
        { caller: app.as.account(master.id) },
      ),
    );
    for (const door of at)
      for (const name of [
        email,
        `${account.address}/${email}`,
        `${account.number}/${email}`,
        `${account.id}/${email}`,
      ])
        expect(await knock(installation, door, account, basic(name, password))).toBe('in');
  });

  it.each([
    ['jürgen', 'jürgen'],
    ['jürgen', 'JÜRGEN'],
    ['j\u00fcrgen', 'ju\u0308rgen'],
    ['имя 名前 🔑', ' ИМЯ 名前 🔑 '],
    ['team/jane', 'TEAM/Jane'],
    ['a/b@c', 'a/b@c'],
  ])('knows the user name %s as %s', async (userName, name) => {
    const installation = await open();
    const { master, ports } = installation;
    await addPerson(ports, master, { email: 'j@example.com', password: 'a:b', userName });
    expect(await answersTo(installation, at, basic(name, 'a:b'))).toEqual(everyOne(at, 'in'));
    expect(await answersTo(installation, at, basic(name, 'a'))).toEqual(everyOne(at, 401));
  });

  it.each(['basic', 'BASIC', 'bAsIc', 'Basic ', 'Basic   '])(
    'may be written %s',
    async (scheme) => {
      const installation = await open();
      const credentials = encoded(`${masterMail}:${installation.password}`);
      const proof = { Authorization: `${scheme} ${credentials}` };
      expect(await answersTo(installation, at, proof)).toEqual(everyOne(at, 'in'));
    },
  );

  it.each<[string, (name: string, password: string) => string]>([
    ['nothing', () => ''],
    ['a colon', () => encoded(':')],
    ['no name', (_, password) => encoded(`:${password}`)],
    ['no password', (name) => encoded(`${name}:`)],
    ['no colon', (name, password) => encoded(`${name}${password}`)],
    ['a colon too many', (name, password) => encoded(`${name}::${password}`)],
    ['a blank too many', (name, password) => encoded(`${name}:${password} `)],
    ['the text itself', (name, password) => `${name}:${password}`],
    ['what a lax decoder takes', (name, password) => `!!${encoded(`${name}:${password}`)}@@`],
    ['the same of the traps', () => '!!dXNl cjpwYQ==@@'],
    ['a blank within', (name, password) => encoded(`${name}:${password}`).replace(/^..../, '$& ')],
    ['a character less', (name, password) => encoded(`${name}:${password}`).slice(0, -1)],
    ['no padding', (name, password) => encoded(padded(name, password)).replace(/=+$/, '')],
    ['padding too much', (name, password) => `${encoded(`${name}:${password}`)}=`],
    ['two credentials', (name, password) => `${encoded(`${name}:${password}`)}, Basic eDp5`],
    ['a byte order mark', (name, password) => encoded(`${name}:\ufeff${password}`)],
    ['Latin 1', () => encoded(new Uint8Array([0xfc, 0x3a, 0xfc]))],
    ['UTF-16', (name, password) => encoded(Buffer.from(`${name}:${password}`, 'utf16le'))],
    ['a NUL', (name, password) => encoded(`${name}\0:${password}`)],
    ['64 kB of name', (_, password) => encoded(`${'x'.repeat(48_000)}:${password}`)],
    ['64 kB of password', (name) => encoded(`${name}:${'x'.repeat(48_000)}`)],
    ['64 kB of blanks', () => `${' '.repeat(64_000)}x y`],
  ])('is wrong with %s', async (_, credentials) => {
    const installation = await open();
    const proof = { Authorization: `Basic ${credentials(masterMail, installation.password)}` };
    expect(await answersTo(installation, at, proof)).toEqual(everyOne(at, 401));
  });

  it('is one text alone: other spellings of its last character are wrong', async () => {
    const installation = await open();
    const { master, ports } = installation;
    await addPerson(ports, master, { email: 'j@example.com', password: 'pw', userName: 'u' });
    expect(encoded('u:pw')).toBe('dTpwdw==');
    const attempts = ['dTpwdw==', 'dTpwdx==', 'dTpwdy==', 'dTpwdz==', 'dTpwdw=', 'dTpwdw'];
    const door = at[0];
    const answers = [];
    for (const attempt of attempts)
      answers.push(
        door && (await knock(installation, door, master, { Authorization: `Basic ${attempt}` })),
      );
    expect(answers).toEqual(['in', 401, 401, 401, 401, 401]);
  });

  it('is UTF-8: bytes that are none do not stand for the character that replaces them', async () => {
    const installation = await open();
    const { master, ports } = installation;
    const [userName, password] = ['\ufffd', 'pw\ufffd'];
    await addPerson(ports, master, { email: 'j@example.com', password, userName });
    expect(await answersTo(installation, at, basic(userName, password))).toEqual(
      everyOne(at, 'in'),
    );
    const broken = encoded(new Uint8Array([0xff, 0x3a, 0x70, 0x77, 0xff]));
    expect(await answersTo(installation, at, { Authorization: `Basic ${broken}` })).toEqual(
      everyOne(at, 401),
    );
  });

  it('may stand beside a key of the same account and no other', async () => {
    const installation = await open();
    const { key, password, master } = installation;
    const child = await installation.customer('Child');
    const stranger = await installation.stranger();
    const proof = basic(masterMail, password);
    const door = doorsFor('apiKey').find((one) => at.includes(one));
    if (door === undefined) throw new Error('no door takes both');
    const beside = (api_key: string) => knock(installation, door, master, { ...proof, api_key });
    expect(await beside(key)).toBe('in');
    for (const other of [child.key, stranger.key, `${key}x`]) expect(await beside(other)).toBe(401);
    // The lesser of the two powers decides, and it is not enough.
    expect(await beside(await installation.keyOf(master, 'read'))).toBe(401);
  });

  it('is refused for a while after too many tries, at every door alike', async () => {
    const installation = await open();
    for (let time = 0; time < 5; time++)
      expect(await answersTo(installation, at, basic(masterMail, `wrong ${time}`))).toEqual(
        everyOne(at, 401),
      );
    const right = basic(masterMail, installation.password);
    expect(await answersTo(installation, at, right)).toEqual(everyOne(at, 429));
    const key = { api_key: installation.key };
    expect(await answersTo(installation, doorsFor('apiKey'), key)).toEqual(
      everyOne(doorsFor('apiKey'), 'in'),
    );
    installation.clock.advance(900);
    expect(await answersTo(installation, at, right)).toEqual(everyOne(at, 'in'));
  });
});

/** A name and a password whose base64 ends in padding. */
const padded = (name: string, password: string): string =>
  encoded(`${name}:${password}`).endsWith('=') ? `${name}:${password}` : `${name}:${password}x`;

describe('over a socket', () => {
  /** What is answered to headers as they stand on the wire, sent twice or not. */
  const statusOf = async (
    installation: Installation,
    door: Door,
    proofs: readonly string[],
  ): Promise<number> => {
    const server = await listen(installation.http, { port: 0 });
    const { method, path, headers, body } = requestAt(door, installation.master, {});
    const lines = [
      `${method} ${path} HTTP/1.1`,
      'Host: tenantry.test',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...proofs,
      `Content-Length: ${body?.length ?? 0}`,
      'Connection: close',
      '',
      body ?? '',
    ];
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    let reply = '';
    socket.setEncoding('latin1').on('data', (part: string) => {
      reply += part;
    });
    socket.write(lines.join('\r\n'));
    await new Promise((resolve) => socket.once('close', resolve));
    await server.close();
    return Number(/^HTTP\/1\.1 (\d{3}) /.exec(reply)?.[1]);
  };

  it.each(doorsFor('basic'))('$name takes one Authorization, and not two', async (door) => {
    const installation = await open();
    const { Authorization: right } = basic(masterMail, installation.password);
    const { Authorization: wrong } = basic(masterMail, 'wrong');
    const asked = (...values: readonly string[]) =>
      statusOf(
        installation,
        door,
        values.map((value) => `authorization: ${value}`),
      );
    expect(await asked(right)).toBe(door.lets);
    for (const two of [
      [right, right],
      [right, wrong],
      [wrong, right],
      [right, ''],
      ['', right],
    ])
      expect(await asked(...two)).toBe(401);
  });

  it.each(doorsFor('apiKey'))('$name takes one api_key, and not two', async (door) => {
    const installation = await open();
    const { key } = installation;
    const asked = (...values: readonly string[]) =>
      statusOf(
        installation,
        door,
        values.map((value) => `API_KEY: ${value}`),
      );
    expect(await asked(key)).toBe(door.lets);
    for (const two of [
      [key, key],
      [key, 'x'],
      ['x', key],
      [key, ''],
      ['', key],
    ])
      expect(await asked(...two)).toBe(401);
  });

  it.each(doors)(
    '$name answers bytes that are no ASCII, and 64 kB, without a fault',
    async (door) => {
      const installation = await open();
      for (const value of ['Basic \u00fc\u00ff:', 'Bearer \u00fe\u00ff', '\u0080'])
        expect(await statusOf(installation, door, [`Authorization: ${value}`])).toBe(401);
      const long = `Authorization: Basic ${encoded('x'.repeat(48_000))}`;
      expect(await statusOf(installation, door, [long])).toBe(431);
    },
  );
});

describe('whatever stands in a header of proof', () => {
  const latin = fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code < 0x7f || code > 0x9f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 60,
  });
  const schemes = fc.constantFrom('Basic', 'bearer', 'BASIC', 'Bearer', 'Digest', 'Basic  ', '');
  const names = fc.oneof(
    fc.constantFrom(masterMail, 'account-1/x@y.test', '1/x@y.test', '/', '@', ''),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const credentials = fc.oneof(
    latin,
    fc.tuple(names, fc.string({ unit: 'binary' })).map((pair) => encoded(pair.join(':'))),
    fc.uint8Array({ maxLength: 60 }).map(encoded),
    fc.base64String({ maxLength: 80 }),
    fc.constantFrom('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.', '..', 'a.b.c', '.', 'tenantry_'),
    fc
      .array(fc.uint8Array({ maxLength: 30 }), { minLength: 3, maxLength: 3 })
      .map((parts) => parts.map((part) => Buffer.from(part).toString('base64url')).join('.')),
  );
  const headers = fc.record(
    {
      Authorization: fc.oneof(
        fc.tuple(schemes, credentials).map((pair) => pair.join(' ')),
        latin,
      ),
      api_key: fc.oneof(latin, fc.constant('tenantry_')),
    },
    { requiredKeys: ['Authorization'] },
  );

  it('lets nobody in and is no fault: 10,000 of them', async () => {
    const installation = await open();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...doors), headers, async (door, proofs) => {
        const answer = await knock(installation, door, installation.master, proofs);
        expect([401, 429]).toContain(answer);
      }),
      { numRuns: rounds(2_000) },
    );
    expect(installation.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

describe('what is logged of proofs', () => {
  it('is never any part of one', async () => {
    const installation = await open();
    const { key, password, app, lines } = installation;
    const { accessToken, refreshToken } = expectOk(
      await app.sessions.signIn({ userName: masterMail, password }),
    );
    const secrets = [key, password, accessToken.reveal(), refreshToken.reveal(), 'canary-word'];
    for (const text of secrets)
      for (const door of doors)
        for (const proof of [
          { api_key: text },
          { Authorization: text },
          bearer(text),
          basic(masterMail, text),
          basic(text, 'x'),
        ])
          await knock(installation, door, installation.master, proof);
    expect(lines.length).toBeGreaterThan(90);
    const logged = JSON.stringify(lines);
    for (const text of secrets) {
      expect(logged).not.toContain(text);
      expect(logged).not.toContain(text.slice(-20));
      expect(logged).not.toContain(encoded(text).slice(0, 20));
    }
    expect(logged).not.toContain(masterMail);
  });
});

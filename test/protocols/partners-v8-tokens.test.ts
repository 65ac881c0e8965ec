import { EmailAddress, err, type PasswordHasher, type Session } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import {
  expectOk,
  type Installation,
  type InstallationOptions,
  openInstallation,
} from './installation.ts';
import {
  byKey,
  type Client,
  clientOf,
  masterDoor,
  masterMailbox,
  openedOf,
  pairOf,
  placesOf,
  signedIn,
} from './partners-v8-client.ts';
import { quickHasher } from './quick-hasher.ts';

const day = 86_400;
const chosen = 'correct horse battery staple';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** An account whose password somebody chose, and where it is reached. */
const registered = async (installation: Installation, email = 'chosen@example.com') => {
  const { app, master } = installation;
  const input = {
    email,
    firstName: 'Jane',
    lastName: 'Doe',
    password: chosen,
    passwordConfirmation: chosen,
  };
  const context = { caller: app.as.account(master.id) };
  const { account } = expectOk(await app.registers.register(input, context));
  return { account, email, door: clientOf(installation, app.accounts.urlOf(account)) };
};

/** By a method that the client above does not speak. */
const ask = ({ url, fetch }: Client, method: string, path: string) =>
  fetch(new Request(`${url}/api/v8${path}`, { method }));

/** Tells how many passwords were looked at, and all that were wrong. */
const counting = (hasher: PasswordHasher) => {
  const counts = { verified: 0 };
  const counted: PasswordHasher = {
    ...hasher,
    verify: (password, hash) => {
      counts.verified += 1;
      return hasher.verify(password, hash);
    },
  };
  return { hasher: counted, counts };
};

describe('signing in', () => {
  it('works by query, form and JSON alike, each time with a pair of its own', async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { door, email } = await registered(installation);
    const pairs = [
      pairOf(await door.authByQuery(email, chosen)),
      pairOf(await door.authByForm(email, chosen)),
      pairOf(await door.auth(email, chosen)),
      pairOf(await door.postRaw('/auth', `login=${email}&password=${chosen}`, form)),
    ];
    expect(new Set(pairs.map(({ refresh }) => refresh)).size).toBe(pairs.length);
    for (const { access } of pairs)
      expect((await clientOf(installation, door.url, access).get('/apps')).status).toBe(200);
  });

  it.each([
    ['signs', 'pass word+%&=#'],
    ['letters', 'p\u00e4ssw\u00f6rd \u{1f511}'],
    ['blanks', '  spaced  '],
    ['as many as there may be', 'x'.repeat(1024)],
  ])('takes the password as it is: %s', async (_, password) => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { app, master } = installation;
    const input = {
      email: 'odd@example.com',
      firstName: 'A',
      lastName: 'B',
      password,
      passwordConfirmation: password,
    };
    const context = { caller: app.as.account(master.id) };
    const { account } = expectOk(await app.registers.register(input, context));
    const door = clientOf(installation, app.accounts.urlOf(account));
    pairOf(await door.authByQuery(input.email, password));
    pairOf(await door.authByForm(input.email, password));
    pairOf(await door.auth(input.email, password));
    for (const wrong of [`${password} `, password.slice(1), `${password}\u0000`, '\ufeff'])
      expect((await door.auth(input.email, wrong)).status).toBe(401);
  });

  it('is refused in one way for every reason', async () => {
    const policy = { signIn: { limit: 1000, window: 600 } };
    const installation = await openInstallation({ hasher: quickHasher(), policy });
    const { account, door, email } = await registered(installation);
    const other = await registered(installation, 'other@example.com');
    const at = (address: string | number) =>
      clientOf(installation, `https://tenantry.test/a/${address}`);
    const answers = [
      await door.auth(email, 'wrong'),
      await door.auth(email, chosen.toUpperCase()),
      await door.auth('nobody@example.com', chosen),
      await door.auth('no mailbox', chosen),
      await door.auth('Jane', chosen),
      await door.auth(`${account.address}/${email}`, chosen),
      await door.auth(`${email},${email}`, chosen),
      await door.auth('\u0000', '\u0000'),
      await door.auth('\ud800', '\ud800'),
      await door.auth('x'.repeat(100_000), 'x'.repeat(100_000)),
      // Right, and at home elsewhere.
      await door.auth(other.email, chosen),
      await other.door.auth(email, chosen),
      await masterDoor(installation).auth(email, chosen),
      // Only the address names the account here.
      await at(account.number).auth(email, chosen),
      await at(account.id).auth(email, chosen),
      await at(account.id.toUpperCase()).auth(email, chosen),
      await at(account.address.toUpperCase()).auth(email, chosen),
      await at('nowhere').auth(email, chosen),
      await at('%00').auth(email, chosen),
      await at('a%2Fb').auth(email, chosen),
      await at('x'.repeat(4000)).auth(email, chosen),
    ];
    const [first] = answers;
    for (const { status, text } of answers) {
      expect(status).toBe(401);
      expect(text).toBe(first?.text);
    }
    expect((await door.auth(email, chosen)).status).toBe(200);
  });

  it('looks at no header, so that whoever has an old token can get a new one', async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { door, email } = await registered(installation);
    const fields = { Authorization: 'Bearer old', api_key: 'old' };
    expect((await door.auth(email, chosen, fields)).status).toBe(200);
  });

  it('names every field that is missing, empty, of another type or sent twice', async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const door = masterDoor(installation);
    const bodies: readonly (readonly [string, readonly string[]])[] = [
      ['{}', ['/login', '/password']],
      ['{"login":"","password":""}', ['/login', '/password']],
      ['{"login":null,"password":1}', ['/login', '/password']],
      ['{"login":["a"],"password":{}}', ['/login', '/password']],
      ['{"login":"a@b.c"}', ['/password']],
      ['{"password":"x"}', ['/login']],
      ['{"Login":"a","PASSWORD":"b"}', ['/login', '/password']],
      ['{"login":"a","login":"a","password":"b"}', ['/login']],
      ['[]', ['']],
      ['', ['']],
      ['{"login":', ['']],
      ['login=a&password=b', ['']],
    ];
    for (const [body, places] of bodies) {
      const answer = await door.postRaw('/auth', body);
      expect([answer.status, ...placesOf(answer)], body).toEqual([400, ...places]);
    }
    const forms: readonly (readonly [string, readonly string[]])[] = [
      ['', ['/login', '/password']],
      ['login=&password', ['/login', '/password']],
      ['login=a', ['/password']],
      ['login=a&login=a&password=b', ['/login']],
      ['login=%ff&password=%', ['/login', '/password']],
      ['{"login":"a","password":"b"}', ['/login', '/password']],
    ];
    for (const [text, places] of forms) {
      const body = await door.postRaw('/auth', text, form);
      expect([body.status, ...placesOf(body)], text).toEqual([400, ...places]);
      const query = await door.get(`/auth?${text}`);
      expect([query.status, ...placesOf(query)], text).toEqual([
        400,
        ...places.map((place) => place.replace('/', '?')),
      ]);
    }
    const bytes = await door.postRaw('/auth', new Uint8Array([0x61, 0xff]), form);
    expect([bytes.status, ...placesOf(bytes)]).toEqual([400, '']);
    // A query is for GET alone: what came in it by mistake may have been logged on the way.
    const { access_token: _, ...none } = (await door.postRaw('/auth?login=a&password=b', '{}'))
      .body;
    expect(none.errors).toHaveLength(2);
  });

  it('has nothing that an Idempotency-Key must guard, and refuses one that is malformed', async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { door, email } = await registered(installation);
    const key = { 'Idempotency-Key': 'once' };
    const first = pairOf(await door.auth(email, chosen, key));
    const second = pairOf(await door.auth(email, chosen, key));
    expect(second.refresh).not.toBe(first.refresh);
    for (const wrong of ['a b', '', 'a, b', 'x'.repeat(256)]) {
      const fields = { 'Idempotency-Key': wrong };
      const json = await door.postRaw('/auth', '{"login":1}', fields);
      expect(new Set(placesOf(json))).toEqual(new Set(['Idempotency-Key', '/login', '/password']));
      const text = await door.postRaw('/auth', 'login=a', { ...form, ...fields });
      expect(new Set(placesOf(text))).toEqual(new Set(['Idempotency-Key', '/password']));
      const broken = await door.postRaw('/auth', '{', fields);
      expect(new Set(placesOf(broken))).toEqual(new Set(['Idempotency-Key', '']));
    }
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/xml', null])(
    'takes no body of the type %s',
    async (type) => {
      const door = masterDoor(await openInstallation({ hasher: quickHasher() }));
      const body = new TextEncoder().encode('login=a&password=b');
      const answer = await door.postRaw('/auth', body, { 'Content-Type': type });
      expect(answer.status).toBe(415);
    },
  );
});

describe('wrong passwords', () => {
  it('are looked at no more often than policy says, the right one neither', async () => {
    const { hasher, counts } = counting(quickHasher());
    const policy = { signIn: { limit: 3, window: 600 } };
    const installation = await openInstallation({ hasher, policy });
    const { door, email } = await registered(installation);
    const other = await registered(installation, 'other@example.com');
    counts.verified = 0;
    const statuses = [];
    for (let at = 0; at < 10; at++) statuses.push((await door.auth(email, `wrong ${at}`)).status);
    expect(statuses).toEqual([401, 401, 401, ...Array<number>(7).fill(429)]);
    expect(counts.verified).toBe(3);
    const refused = await door.auth(email, chosen);
    expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '600']);
    installation.clock.advance(599);
    expect((await door.authByForm(email, chosen)).headers.get('Retry-After')).toBe('1');
    // Nobody else is kept out by that.
    expect((await other.door.auth(other.email, chosen)).status).toBe(200);
    installation.clock.advance(1);
    expect((await door.authByQuery(email, chosen)).status).toBe(200);
  });

  it('of people that do not exist are counted in the same way', async () => {
    const { hasher, counts } = counting(quickHasher());
    const policy = { signIn: { limit: 3, window: 600 } };
    const installation = await openInstallation({ hasher, policy });
    const door = masterDoor(installation);
    const statuses = [];
    for (let at = 0; at < 5; at++)
      statuses.push((await door.auth('nobody@example.com', `wrong ${at}`)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(counts.verified).toBe(3);
  });

  it('and right ones are put off while there is too much to hash', async () => {
    const busy: PasswordHasher = {
      ...quickHasher(),
      verify: async () => err({ kind: 'Busy', retryAfter: 1.5 }),
    };
    const installation = await openInstallation({ hasher: busy });
    const { door, email } = await registered(installation);
    const answer = await door.auth(email, chosen);
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2']);
  });
});

describe('a refresh token', () => {
  const session = async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { door, email, account } = await registered(installation);
    const pair = pairOf(await door.auth(email, chosen));
    return { installation, door, email, account, pair };
  };

  it('gives another pair, and is spent by that', async () => {
    const { installation, door, pair } = await session();
    const second = pairOf(await door.refresh(pair.refresh));
    expect(second.refresh).not.toBe(pair.refresh);
    const third = pairOf(await door.refresh(second.refresh));
    const statuses = () =>
      Promise.all(
        [pair, second, third].map(
          async ({ access }) =>
            (await clientOf(installation, door.url, access).get('/apps')).status,
        ),
      );
    expect(await statuses()).toEqual([200, 200, 200]);
    // Whoever presents a spent one ends the session, with all that belongs to it.
    expect((await door.refresh(pair.refresh)).status).toBe(401);
    expect(await statuses()).toEqual([401, 401, 401]);
    expect((await door.refresh(third.refresh)).status).toBe(401);
  });

  it('is not spent by HEAD, nor by asking what may be asked', async () => {
    const { door, pair } = await session();
    const query = new URLSearchParams({ refresh_token: pair.refresh }).toString();
    for (const method of ['HEAD', 'POST', 'PUT'])
      expect((await ask(door, method, `/refresh?${query}`)).status).toBe(405);
    expect((await ask(door, 'OPTIONS', `/refresh?${query}`)).status).toBe(204);
    expect((await door.refresh(pair.refresh)).status).toBe(200);
  });

  it('is spent once, however many come with it at once', async () => {
    const { door, pair } = await session();
    const answers = await Promise.all(Array.from({ length: 20 }, () => door.refresh(pair.refresh)));
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([200, ...Array<number>(19).fill(401)]);
  });

  it('is no access token, and the other way round', async () => {
    const { installation, door, pair } = await session();
    expect((await clientOf(installation, door.url, pair.refresh).get('/apps')).status).toBe(401);
    expect((await door.refresh(pair.access)).status).toBe(401);
    expect((await door.refresh(pair.refresh)).status).toBe(200);
  });

  it("is good at its own account's URL alone, and not spent elsewhere", async () => {
    const { installation, door, pair, account } = await session();
    const other = await registered(installation, 'other@example.com');
    const elsewhere = [
      other.door,
      masterDoor(installation),
      clientOf(installation, `https://tenantry.test/a/${account.number}`),
      clientOf(installation, `https://tenantry.test/a/${account.id}`),
      clientOf(installation, 'https://tenantry.test/a/nowhere'),
    ];
    for (const door of elsewhere) expect((await door.refresh(pair.refresh)).status).toBe(401);
    expect((await door.refresh(pair.refresh)).status).toBe(200);
  });

  it('is wrong where it is none', async () => {
    const { door } = await session();
    for (const token of ['x', 'a.b.c', '..', 'null', ' ', '\u0000', 'x'.repeat(10_000)])
      expect((await door.refresh(token)).status).toBe(401);
  });

  it('is wrong where a letter of it is another', async () => {
    const { door, pair } = await session();
    const { refresh } = pair;
    for (const at of [
      0,
      refresh.indexOf('.') + 5,
      refresh.lastIndexOf('.') + 5,
      refresh.length - 1,
    ])
      expect(
        (
          await door.refresh(
            refresh.slice(0, at) + (refresh[at] === 'A' ? 'B' : 'A') + refresh.slice(at + 1),
          )
        ).status,
      ).toBe(401);
    expect((await door.refresh(`${refresh} `)).status).toBe(401);
  });

  it.each([
    ['', '?refresh_token'],
    ['?refresh_token=', '?refresh_token'],
    ['?refresh_token=%ff', '?refresh_token'],
    ['?refresh_token=a&refresh_token=a', '?refresh_token'],
    ['?Refresh_Token=a', '?refresh_token'],
  ])('is missed in %s', async (query, place) => {
    const { door } = await session();
    const answer = await door.get(`/refresh${query}`);
    expect([answer.status, ...placesOf(answer)]).toEqual([400, place]);
  });

  it('is not taken from a header', async () => {
    const { installation, door, pair } = await session();
    const answer = await clientOf(installation, door.url, pair.refresh).get('/refresh');
    expect(answer.status).toBe(400);
  });
});

describe('a generated password', () => {
  const opened = async (options: InstallationOptions = {}) => {
    const installation = await openInstallation({ hasher: quickHasher(), ...options });
    const partner = await signedIn(installation);
    const { url, id, login, password } = openedOf(
      await partner.post('/partners', { email: 'sub@example.com' }),
    );
    return { installation, door: clientOf(installation, url), id, login, password };
  };

  const lapseOf = async ({ persistence }: Installation, login: string) => {
    const email = EmailAddress.parse(login);
    const user = await persistence.read(({ access }) => access.userByMailbox(email));
    return user?.credential.lapsesAt;
  };

  it('is not used up by HEAD, and begins nothing by that', async () => {
    const { installation, door, login, password } = await opened();
    const lapse = await lapseOf(installation, login);
    const query = new URLSearchParams({ login, password }).toString();
    const head = await ask(door, 'HEAD', `/auth?${query}`);
    expect([head.status, head.headers.get('Allow')]).toEqual([405, 'GET, POST, OPTIONS']);
    expect(await lapseOf(installation, login)).toEqual(lapse);
  });

  it('is not used where the account is named by anything but its address', async () => {
    const begun: Session[] = [];
    const { installation, door, id, login, password } = await opened({
      policy: { signIn: { limit: 4, window: 600 } },
      around: (persistence) => ({
        ...persistence,
        transact: (work) =>
          persistence.transact((unit) => {
            const { access } = unit;
            const addSession: typeof access.addSession = (session, now) => {
              begun.push(session);
              return access.addSession(session, now);
            };
            return work({ ...unit, access: { ...access, addSession } });
          }),
      }),
    });
    const lapse = await lapseOf(installation, login);
    expect(lapse).toBeInstanceOf(Date);
    begun.length = 0;
    const { app, operator } = installation;
    const { number } = expectOk(await app.accounts.find({ account: id }, operator));
    const at = (account: string | number) =>
      clientOf(installation, `https://tenantry.test/a/${account}`);
    for (const elsewhere of [at(number), at(id)]) {
      expect((await elsewhere.auth(login, password)).status).toBe(401);
      expect((await elsewhere.authByQuery(login, password)).status).toBe(401);
    }
    expect(begun).toEqual([]);
    expect(await lapseOf(installation, login)).toEqual(lapse);
    // Each was a wrong try like any other.
    expect((await door.auth(login, password)).status).toBe(429);
    installation.clock.advance(600);
    pairOf(await door.auth(login, password));
    expect(begun).toHaveLength(1);
    expect(await lapseOf(installation, login)).toBeUndefined();
  });

  it('lapses where nobody uses it for 30 days', async () => {
    const { installation, door, login, password } = await opened();
    installation.clock.advance(30 * day);
    expect((await door.authByQuery(login, password)).status).toBe(401);
  });

  it('lapses no more once it was used', async () => {
    const { installation, door, login, password } = await opened();
    installation.clock.advance(30 * day - 1);
    expect((await door.auth(login, password)).status).toBe(200);
    installation.clock.advance(400 * day);
    expect((await door.authByQuery(login, password)).status).toBe(200);
  });

  it('is not used by being tried elsewhere or being mistyped', async () => {
    const { installation, door, login, password } = await opened();
    expect((await masterDoor(installation).auth(login, password)).status).toBe(401);
    expect((await door.auth(login, `${password}x`)).status).toBe(401);
    installation.clock.advance(30 * day);
    expect((await door.auth(login, password)).status).toBe(401);
  });

  it('lapses when policy says', async () => {
    const lifetimes = {
      invitation: 600,
      passwordReset: 600,
      accessToken: 600,
      refreshToken: 600,
      generatedPassword: 60,
    };
    const installation = await openInstallation({ hasher: quickHasher(), policy: { lifetimes } });
    const partner = await signedIn(installation);
    const { url, login, password } = openedOf(
      await partner.post('/partners', { email: 'sub@example.com' }),
    );
    installation.clock.advance(60);
    expect((await clientOf(installation, url).auth(login, password)).status).toBe(401);
  });
});

describe('tokens are void at the next request', () => {
  it('once the password was changed', async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { door, email, account } = await registered(installation);
    const { access, refresh } = pairOf(await door.auth(email, chosen));
    const client = clientOf(installation, door.url, access);
    expect((await client.get('/apps')).status).toBe(200);
    await installation.persistence.transact(async ({ accounts, access }) => {
      const register = await accounts.findRegister('installation', account.id);
      const member = register?.member;
      if (member?.status !== 'active') throw new Error('nobody is there');
      const user = await access.findUser(member.userId);
      if (user === undefined) throw new Error('nobody is there');
      const { credential } = user;
      const next = { ...credential, generation: credential.generation + 1 };
      await access.replaceCredential(user.id, credential.generation, next);
      return { ok: true, value: undefined };
    });
    expect((await client.get('/apps')).status).toBe(401);
    expect((await client.post('/apps', { name: 'x' })).status).toBe(401);
    expect((await door.refresh(refresh)).status).toBe(401);
    expect((await door.auth(email, chosen)).status).toBe(200);
  });

  it('once an account above is suspended, and good again once it is not', async () => {
    const installation = await openInstallation({ hasher: quickHasher() });
    const { app, master, keyOf } = installation;
    const context = { caller: app.as.account(master.id) };
    const contact = {
      userName: 'group',
      firstName: 'Jane',
      lastName: 'Doe',
      email: 'group@example.com',
      phone: '+4912345',
    };
    const { account } = expectOk(await app.partners.create({ name: 'Group', contact }, context));
    const group = await byKey(installation, account, await keyOf(account, 'provision'));
    const opened = openedOf(await group.post('/partners', { email: 'sub@example.com' }));
    const door = clientOf(installation, opened.url);
    const pair = pairOf(await door.auth(opened.login, opened.password));
    const sub = clientOf(installation, opened.url, pair.access);
    const suspend = async (isActive: boolean) =>
      expectOk(await app.partners.update({ partner: account.id, isActive }, context));

    await suspend(false);
    for (const client of [group, sub]) {
      expect((await client.get('/apps')).status).toBe(401);
      expect((await client.get('/partners')).status).toBe(401);
      expect((await client.post('/apps', { name: 'x' })).status).toBe(401);
      expect((await client.post('/partners', { email: 'x@example.com' })).status).toBe(401);
    }
    expect((await door.auth(opened.login, opened.password)).status).toBe(401);
    expect((await door.refresh(pair.refresh)).status).toBe(401);

    await suspend(true);
    for (const client of [group, sub]) expect((await client.get('/apps')).status).toBe(200);
    expect((await door.refresh(pair.refresh)).status).toBe(200);
    expect((await masterDoor(installation).auth(masterMailbox, installation.password)).status).toBe(
      200,
    );
  });
});

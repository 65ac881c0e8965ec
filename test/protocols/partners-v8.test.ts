import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import {
  byKey,
  clientOf,
  masterDoor,
  masterMailbox,
  openedOf,
  pairOf,
  placesOf,
  signedIn,
} from './partners-v8-client.ts';

/** What a token says, without asking whether it is right. */
const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

const beginning = Date.parse('2025-01-01T00:00:00.000Z') / 1000;
const day = 86_400;

describe('the walk from a partner to an app of its sub-account', () => {
  it('goes through: tokens, sub-account, its tokens, its apps', async () => {
    const installation = await openInstallation();
    const door = masterDoor(installation);
    const tokens = pairOf(await door.authByQuery(masterMailbox, installation.password));
    const partner = clientOf(installation, door.url, tokens.access);

    const opened = openedOf(await partner.post('/partners', { email: 'sub@example.com' }));
    expect(opened).toMatchObject({ email: 'sub@example.com', login: 'sub@example.com' });
    expect(opened.url).toMatch(/^https:\/\/tenantry\.test\/a\/[a-z0-9-]+$/);
    expect(opened.url).not.toBe(door.url);

    const newDoor = clientOf(installation, opened.url);
    const own = pairOf(await newDoor.auth(opened.login, opened.password));
    const account = clientOf(installation, opened.url, own.access);
    for (const name of ['Shop', 'Blog', 'Forum'])
      expect((await account.post('/apps', { name })).body).toEqual({
        data: {
          type: 'apps',
          id: expect.any(String),
          attributes: { name, createdAt: '2025-01-01T00:00:00.000Z' },
        },
      });
    const { body } = await account.get('/apps');
    expect(body).toMatchObject({
      data: ['Shop', 'Blog', 'Forum'].map((name) => ({ type: 'apps', attributes: { name } })),
      meta: { page: 1, pageSize: 50, pages: 1, total: 3 },
    });

    // Neither account's token opens the other's apps, and the new one has no sub-accounts.
    expect((await clientOf(installation, opened.url, tokens.access).get('/apps')).status).toBe(401);
    expect((await clientOf(installation, door.url, own.access).get('/apps')).status).toBe(401);
    expect((await partner.get('/apps')).body).toMatchObject({ data: [] });
    const below = await account.post('/partners', { email: 'below@example.com' });
    expect([below.status, below.body.errors?.[0]?.detail]).toEqual([
      403,
      'This account may not have sub-accounts.',
    ]);
  });

  it('is stored as what it is, and invites nobody', async () => {
    const installation = await openInstallation();
    const { app, persistence, letters, operator } = installation;
    const partner = await signedIn(installation);
    const body = { email: 'Sub@Example.COM', name: '  Acme  ' };
    const { id } = openedOf(await partner.post('/partners', body));
    const found = await app.registers.find({ account: id }, operator);
    expect(expectOk(found)).toMatchObject({
      account: { kind: 'registered', name: 'Acme', mayHaveSubAccounts: false, status: 'active' },
      member: { status: 'active', roles: [1], email: { canonical: 'sub@example.com' } },
    });
    const events = await persistence.read(({ records }) =>
      records.events('installation', { limit: 10 }),
    );
    expect(events.at(-1)).toMatchObject({ kind: 'AccountRegistered', accountId: id });
    await app.deliverMail();
    expect(letters).toEqual([]);
  });
});

describe('tokens', () => {
  it('say what was published, and what is ours', async () => {
    const installation = await openInstallation();
    const door = masterDoor(installation);
    const { access, refresh, until } = pairOf(
      await door.authByQuery(masterMailbox, installation.password),
    );
    const common = {
      iss: door.url,
      sub: 'api',
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: beginning,
      nbf: beginning - 60,
      uid: expect.any(Number),
      useruuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      member: expect.stringMatching(/^[0-9a-f-]{36}$/),
      place: 0,
      generation: 1,
    };
    expect(claimsOf(access)).toEqual({
      ...common,
      purpose: 'access',
      exp: beginning + 7 * day,
      session: expect.any(String),
    });
    expect(claimsOf(refresh)).toEqual({
      ...common,
      purpose: 'refresh',
      exp: beginning + 28 * day,
      session: expect.any(String),
      serial: 1,
    });
    // A moment, not a duration.
    expect(until).toBe(beginning + 7 * day);
    const header: unknown = JSON.parse(
      Buffer.from(access.split('.')[0] ?? '', 'base64url').toString(),
    );
    expect(header).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(Number.isInteger(Reflect.get(Object(claimsOf(access)), 'uid'))).toBe(true);
  });

  it('live as long as policy says', async () => {
    const lifetimes = {
      invitation: 600,
      passwordReset: 600,
      accessToken: 60,
      refreshToken: 120,
      generatedPassword: 600,
    };
    const installation = await openInstallation({ policy: { lifetimes } });
    const door = masterDoor(installation);
    const pair = pairOf(await door.auth(masterMailbox, installation.password));
    expect(pair.until).toBe(beginning + 60);
    const client = clientOf(installation, door.url, pair.access);
    installation.clock.advance(59);
    expect((await client.get('/apps')).status).toBe(200);
    installation.clock.advance(1);
    expect((await client.get('/apps')).status).toBe(401);
    installation.clock.advance(59);
    const next = pairOf(await door.refresh(pair.refresh));
    expect(next.until).toBe(beginning + 119 + 60);
    installation.clock.advance(120);
    expect((await door.refresh(next.refresh)).status).toBe(401);
  });
});

describe('a sub-account', () => {
  it('is named by its mailbox where no name is said', async () => {
    const installation = await openInstallation();
    const partner = await signedIn(installation);
    openedOf(await partner.post('/partners', { email: 'plain@example.com' }));
    const { body } = await partner.get('/partners');
    expect(body).toMatchObject({ data: [{ attributes: { name: 'plain@example.com' } }] });
  });

  it('shows an international mailbox in ASCII, and is signed in to by either spelling', async () => {
    const installation = await openInstallation();
    const partner = await signedIn(installation);
    const opened = openedOf(await partner.post('/partners', { email: 'me@B\u00fccher.example' }));
    expect(opened.email).toBe('me@xn--bcher-kva.example');
    expect(opened.login).toBe(opened.email);
    const door = clientOf(installation, opened.url);
    for (const login of [opened.login, 'ME@b\u00fccher.EXAMPLE'])
      expect((await door.authByQuery(login, opened.password)).status).toBe(200);
  });

  it('takes a mailbox once, in whatever spelling', async () => {
    const installation = await openInstallation();
    const partner = await signedIn(installation);
    openedOf(await partner.post('/partners', { email: 'once@b\u00fccher.example' }));
    const before = await installation.footprint();
    for (const email of [
      'once@b\u00fccher.example',
      'ONCE@B\u00dcCHER.EXAMPLE',
      ' once@xn--bcher-kva.example ',
      masterMailbox,
    ]) {
      const answer = await partner.post('/partners', { email });
      expect([answer.status, ...placesOf(answer)]).toEqual([409, '/email']);
      expect(answer.text).not.toContain('once');
    }
    expect(await installation.footprint()).toEqual(before);
  });

  it('has a password of its own that nobody can guess', async () => {
    const installation = await openInstallation();
    const partner = await signedIn(installation);
    const passwords = new Set<string>();
    for (let at = 0; at < 20; at++) {
      const opened = openedOf(await partner.post('/partners', { email: `p${at}@example.com` }));
      expect(opened.password).toMatch(/^([a-z0-9]{4}-){7}[a-z0-9]{4}$/);
      passwords.add(opened.password);
    }
    expect(passwords.size).toBe(20);
  });

  it('may be had by a partner account too, and by one that may have them, as deep as policy says', async () => {
    const installation = await openInstallation({ policy: { depth: 4 } });
    const { app, master } = installation;
    const context = { caller: app.as.account(master.id) };
    const { account } = expectOk(await app.partners.create(partnerInput('Group'), context));
    const key = await installation.keyOf(account, 'provision');
    const group = await byKey(installation, account, key);
    const opened = openedOf(await group.post('/partners', { email: 'sub@example.com' }));
    expect((await app.accounts.find({ account: opened.id }, context)).ok).toBe(true);

    const { register } = expectOk(
      await app.registers.open(
        { parent: account.id, email: 'mid@example.com', mayHaveSubAccounts: true },
        context,
      ),
    );
    const midKey = await installation.keyOf(register.account, 'provision');
    const mid = await byKey(installation, register.account, midKey);
    const low = openedOf(await mid.post('/partners', { email: 'low@example.com' }));
    const deepest = await app.accounts.find({ account: low.id }, context);
    expect(expectOk(deepest).ancestors).toHaveLength(3);
  });

  it.each(['a customer', 'a level too many'])('is refused beneath %s', async (kind) => {
    const deep = kind !== 'a customer';
    const installation = await openInstallation({ policy: { depth: deep ? 2 : 10 } });
    const { account, key } = deep
      ? await partnerWithKey(installation)
      : await installation.customer('Child');
    const client = await byKey(installation, account, key);
    const before = await installation.footprint();
    const answer = await client.post('/partners', { email: 'sub@example.com' });
    expect([answer.status, ...placesOf(answer)]).toEqual([403, 'nowhere']);
    expect(await installation.footprint()).toEqual(before);
    expect((await client.get('/partners')).body).toMatchObject({ data: [], meta: { total: 0 } });
  });
});

describe('an app', () => {
  it('has a name that stands once in its account', async () => {
    const installation = await openInstallation();
    const partner = await signedIn(installation);
    const opened = openedOf(await partner.post('/partners', { email: 'sub@example.com' }));
    expect((await partner.post('/apps', { name: 'Caf\u00e9' })).status).toBe(200);
    for (const name of ['Caf\u00e9', 'Cafe\u0301', ' Caf\u00e9 ']) {
      const answer = await partner.post('/apps', { name });
      expect([answer.status, ...placesOf(answer)]).toEqual([409, '/name']);
    }
    const { access } = pairOf(
      await clientOf(installation, opened.url).auth(opened.login, opened.password),
    );
    const other = clientOf(installation, opened.url, access);
    expect((await other.post('/apps', { name: 'Caf\u00e9' })).status).toBe(200);
  });
});

describe('a list', () => {
  it('of sub-accounts shows those directly beneath, oldest first, and no password', async () => {
    const installation = await openInstallation();
    await installation.customer('Customer');
    const partner = await signedIn(installation);
    const opened = [];
    for (const name of ['One', 'Two'])
      opened.push(
        openedOf(await partner.post('/partners', { email: `${name}@example.com`, name })),
      );
    const answer = await partner.get('/partners');
    expect(answer.body).toEqual({
      data: opened.map(({ id, url, email }, at) => ({
        type: 'partners',
        id,
        attributes: {
          name: ['One', 'Two'][at],
          email,
          login: email,
          url,
          status: 'active',
          createdAt: '2025-01-01T00:00:00.000Z',
        },
      })),
      meta: { page: 1, pageSize: 50, pages: 1, total: 2 },
    });
    for (const { password } of opened) expect(answer.text).not.toContain(password);
    expect(answer.text).not.toMatch(/password/i);
  });

  it('is turned page by page, and every thing stands on one of them', async () => {
    const installation = await openInstallation();
    const partner = await signedIn(installation);
    const names = Array.from({ length: 7 }, (_, at) => `App ${at}`);
    for (const name of names) await partner.post('/apps', { name });
    const shown = async (query: string) => {
      const { body } = await partner.get(`/apps${query}`);
      const data: readonly unknown[] = Array.isArray(body['data']) ? body['data'] : [];
      return {
        names: data.map((app) =>
          Reflect.get(Object(Reflect.get(Object(app), 'attributes')), 'name'),
        ),
        meta: body['meta'],
      };
    };
    const pages = await Promise.all([1, 2, 3].map((page) => shown(`?page=${page}&pageSize=3`)));
    expect(pages.flatMap((page) => page.names)).toEqual(names);
    expect(pages.map(({ meta }) => meta)).toEqual(
      [1, 2, 3].map((page) => ({ page, pageSize: 3, pages: 3, total: 7 })),
    );
    expect(await shown('?page=4&pageSize=3')).toEqual({
      names: [],
      meta: { page: 4, pageSize: 3, pages: 3, total: 7 },
    });
    expect(await shown('?page=999999999&pageSize=999999999')).toEqual({
      names: [],
      meta: { page: 999_999_999, pageSize: 200, pages: 1, total: 7 },
    });
    for (const far of ['1000000000', '9007199254740993', '9'.repeat(20), '9'.repeat(400)])
      expect(await shown(`?page=${far}&pageSize=${far}`)).toEqual({
        names: [],
        // As far as things before the page can be counted to the unit.
        meta: {
          page: Math.min(Number(far), 45_035_996_273_704),
          pageSize: 200,
          pages: 1,
          total: 7,
        },
      });
    for (const query of ['', '?page=&pageSize=', '?other=1&other=2', '?Page=2'])
      expect(await shown(query)).toEqual({
        names,
        meta: { page: 1, pageSize: 50, pages: 1, total: 7 },
      });
  });

  it.each(['/partners', '/apps'])('of %s names every parameter that is no number', async (path) => {
    const partner = await signedIn(await openInstallation());
    for (const wrong of ['0', '-1', '1.5', '1e3', 'x', ' 1', '01', '%D9%A1', '%ff']) {
      const answer = await partner.get(`${path}?page=${wrong}&pageSize=${wrong}`);
      expect([answer.status, ...placesOf(answer)], wrong).toEqual([400, '?page', '?pageSize']);
    }
    const twice = await partner.get(`${path}?page=1&page=2&pageSize=0`);
    expect(placesOf(twice)).toEqual(['?page', '?pageSize']);
  });
});

const partnerInput = (name: string) => ({
  name,
  contact: {
    userName: name,
    firstName: 'Jane',
    lastName: 'Doe',
    email: `${name.toLowerCase()}@example.com`,
    phone: '+4912345',
  },
});

async function partnerWithKey({ app, master, keyOf }: Installation) {
  const context = { caller: app.as.account(master.id) };
  const { account } = expectOk(await app.partners.create(partnerInput('Group'), context));
  return { account, key: await keyOf(account, 'manage') };
}

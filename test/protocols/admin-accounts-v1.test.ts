import { randomUUID } from 'node:crypto';
import { EmailAddress } from '@tenantry/domain';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  clientOf,
  elementsOf,
  jane,
  mediaTypes,
  password,
  person,
  requestOf,
  xmlRequest,
} from './admin-accounts-v1-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const registered = async (id = '') =>
  expectOk(await installation.app.registers.find({ account: id }, installation.operator));

describe('registering an account', () => {
  it.each(mediaTypes)('makes what was asked for, asked in %s', async (type) => {
    const { status, id } = await client.register(jane, { type });
    expect(status).toBe(200);
    expect(id).toMatch(uuid);
    expect(await registered(id)).toMatchObject({
      account: {
        kind: 'registered',
        ancestors: [installation.master.id],
        status: 'active',
        mayHaveSubAccounts: false,
      },
      firstName: 'Jane',
      lastName: 'Doe',
      companyName: 'Example Company',
      mobilePhone: '+39 06 1234-5678',
      timeZone: 'Europe/Rome',
      member: { email: { address: 'jane@example.com' }, roles: [1], status: 'active' },
    });
  });

  it('answers in the published shape, as JSON', async () => {
    const { headers, text, userId, id } = await client.register(jane);
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(text).toBe(
      `{"Error":null,"ResponseData":{"Identification":{"UserId":"${userId}"},"Result":"Success","Detail":{"ID":"${id}"}}}`,
    );
  });

  it('answers in the published shape, as XML', async () => {
    const { headers, text, userId, id } = await client.register(jane, {
      fields: { Accept: 'application/xml' },
    });
    expect(headers.get('Content-Type')).toBe('application/xml; charset=utf-8');
    expect(text).toBe(
      '<?xml version="1.0" encoding="utf-8"?>' +
        '<ResponseOfAccountRegisterResponse xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
        `<ResponseData><Result>Success</Result><Identification><UserId>${userId}</UserId></Identification>` +
        `<Detail><ID>${id}</ID></Detail></ResponseData></ResponseOfAccountRegisterResponse>`,
    );
  });

  it('takes the account by GUID or by number', async () => {
    const { id, number } = installation.master;
    for (const [at, account] of [id, id.toUpperCase(), number].entries())
      expect((await client.register(person(`p${at}`), { account })).status).toBe(200);
  });

  it('needs no more than the five that are required', async () => {
    const { id } = await client.register(person('jane'));
    const register = await registered(id);
    expect(register).not.toHaveProperty('companyName');
    expect(register).not.toHaveProperty('mobilePhone');
    expect(register.timeZone).toBe('UTC');
  });

  it.each(['text/json', 'text/xml'])(
    'takes what is empty or null for absent, where it may be absent, in %s',
    async (type) => {
      const empty = { CompanyName: '', MobilePhone: '', TimeZoneInJavaFormat: '', TimeZone: '' };
      const first = await client.register({ ...person('one'), ...empty }, { type });
      const nil = (name: string) => `<${name} xsi:nil="true"/>`;
      const body = type.endsWith('json')
        ? JSON.stringify({ ...person('two'), CompanyName: null, MobilePhone: null, TimeZone: null })
        : xmlRequest(person('two')).replace(
            '<Firstname>',
            `${['CompanyName', 'MobilePhone', 'TimeZone'].map(nil).join('')}<Firstname>`,
          );
      const second = await client.send(body, { type });
      for (const { id } of [first, second]) {
        const register = await registered(id);
        expect(register).not.toHaveProperty('companyName');
        expect(register).not.toHaveProperty('mobilePhone');
        expect(register.timeZone).toBe('UTC');
      }
    },
  );

  it('ignores what it does not know, whatever is in it', async () => {
    const unknown = { ID: randomUUID(), MayHaveSubAccounts: true, Roles: [1], Deep: { a: [{}] } };
    const { id } = await client.register({ ...person('json'), ...unknown, parent: 1 });
    expect((await registered(id)).account.mayHaveSubAccounts).toBe(false);
    const xml = requestOf(
      `<ID>x</ID><parent>1</parent><Deep a="b"><Email>x</Email>text<!-- c --></Deep>${elementsOf(person('xml'))}`,
    );
    const second = await client.send(xml, { type: 'text/xml' });
    expect(second.status).toBe(200);
  });

  it('takes keys of JSON in any letter case', async () => {
    const cased = (change: (key: string) => string) =>
      Object.fromEntries(Object.entries(jane).map(([key, value]) => [change(key), value]));
    const changes = [
      (key: string) => key.toLowerCase(),
      (key: string) => key.toUpperCase(),
      (key: string) => key.charAt(0).toLowerCase() + key.slice(1),
    ];
    for (const [at, change] of changes.entries()) {
      const email = { [change('Email')]: `p${at}@example.com` };
      const { id } = await client.register({ ...cased(change), ...email });
      expect(await registered(id)).toMatchObject({
        firstName: 'Jane',
        companyName: 'Example Company',
        timeZone: 'Europe/Rome',
      });
    }
  });

  it('takes elements of XML in any order, and not in another letter case', async () => {
    const reversed = Object.fromEntries(Object.entries(jane).toReversed());
    expect((await client.register(reversed, { type: 'text/xml' })).status).toBe(200);
    const lower = xmlRequest(person('lower')).replaceAll('Firstname', 'firstname');
    const answer = await client.send(lower, { type: 'text/xml' });
    expect(answer.code).toBe('FirstnameRequired');
  });

  it.each([
    [{ TimeZoneInJavaFormat: 'Asia/Tokyo' }, 'Asia/Tokyo'],
    [{ TimeZone: 'Asia/Tokyo' }, 'Asia/Tokyo'],
    [{ TimeZone: 'Asia/Tokyo', TimeZoneInJavaFormat: 'Asia/Tokyo' }, 'Asia/Tokyo'],
    [{ TimeZone: '', TimeZoneInJavaFormat: 'Asia/Tokyo' }, 'Asia/Tokyo'],
    [{ TimeZone: 'Asia/Tokyo', TimeZoneInJavaFormat: '' }, 'Asia/Tokyo'],
  ])('takes the time zone by either of its names: %j', async (zone, expected) => {
    for (const type of ['text/json', 'text/xml']) {
      const { id } = await client.register({ ...person(type.slice(5)), ...zone }, { type });
      expect((await registered(id)).timeZone).toBe(expected);
    }
  });

  it("without a time zone has the parent's", async () => {
    const { app, master } = installation;
    const parent = expectOk(
      await app.registers.open(
        { email: 'p@example.com', timeZone: 'Asia/Tokyo', mayHaveSubAccounts: true },
        { caller: app.as.account(master.id) },
      ),
    ).register.account;
    const { id } = await client.register(person('child'), { account: parent.id });
    expect(await registered(id)).toMatchObject({
      account: { ancestors: [master.id, parent.id] },
      timeZone: 'Asia/Tokyo',
    });
  });
});

describe('the format of the answer', () => {
  it.each([
    [null, 'application/json'],
    ['*/*', 'application/json'],
    ['text/*', 'text/json'],
    ['application/json', 'application/json'],
    ['text/json', 'text/json'],
    ['application/xml', 'application/xml'],
    ['text/xml', 'text/xml'],
    ['text/xml;q=0.1, application/xml;q=0.2', 'application/xml'],
    ['image/png', 'application/json'],
  ])('is as Accept has it, whatever the request is written in: %s', async (accept, expected) => {
    for (const type of mediaTypes) {
      const fields = { Accept: accept };
      const name = type.replace('/', '-');
      const made = await client.register(person(name), { type, fields });
      const refused = await client.register({}, { type, fields });
      expect([made.status, refused.status]).toEqual([200, 400]);
      for (const { headers } of [made, refused])
        expect(headers.get('Content-Type')).toBe(`${expected}; charset=utf-8`);
    }
  });
});

describe('who asked', () => {
  const asked = async (fields: Readonly<Record<string, string | null>>, name: string) =>
    (await client.register(person(name), { fields: { api_key: null, ...fields } })).userId;

  it('is the account for an API key, and the person for a password or a token', async () => {
    const { app, master, key, password: own } = installation;
    const email = 'master@tenantry.test';
    const signedIn = expectOk(
      await app.sessions.signIn({ account: master.address, email, password: own }),
    );
    const basic = `Basic ${Buffer.from(`${email}:${own}`).toString('base64')}`;
    const bearer = `Bearer ${signedIn.accessToken.reveal()}`;
    const user = await installation.persistence.read(async ({ access }) =>
      access.membershipByMailbox(master.id, EmailAddress.parse(email)),
    );
    const userId = user?.membership.status === 'active' ? user.membership.userId : undefined;
    expect(userId).toMatch(uuid);
    expect(await asked({ api_key: key }, 'one')).toBe(master.id);
    expect(await asked({ Authorization: `Bearer ${key}` }, 'two')).toBe(master.id);
    expect(await asked({ Authorization: basic }, 'three')).toBe(userId);
    expect(await asked({ Authorization: bearer }, 'four')).toBe(userId);
  });
});

describe('the account that was registered', () => {
  it('signs in with the password that was chosen for it, and sends no mail', async () => {
    const { id } = await client.register(jane);
    const { app, letters } = installation;
    await app.deliverMail();
    expect(letters).toEqual([]);
    const signedIn = await app.sessions.signIn({
      account: id ?? '',
      email: 'JANE@example.com',
      password,
    });
    expect(signedIn.ok).toBe(true);
  });
});

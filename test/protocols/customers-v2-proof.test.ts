import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  detailsOf,
  type HeaderFields,
  idOf,
  placesOf,
} from './customers-v2-client.ts';
import { type Installation, openInstallation } from './installation.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
});

const tenant = 'X-Frankie-CustomerID';
const anyText: unknown = expect.any(String);
const minimal = { customer: { name: 'Minimal' } };

/** Both operations, answered alike where they are refused. */
const refusals = async (fields: HeaderFields) => {
  const answers = [
    await client.create(minimal, fields),
    // A body that is wrong in every way changes nothing: it is not read.
    await client.createRaw('{', { 'Content-Type': 'text/plain', ...fields }),
    await client.show(2, fields),
  ];
  return answers.map(codeOf);
};

const all = (code: string) => [code, code, code];

describe('the proof', () => {
  it('is missed where there is none', async () => {
    expect(await refusals({ api_key: null })).toEqual(all('401 AUTH-0401'));
    expect(await refusals({ api_key: '' })).toEqual(all('401 AUTH-0401'));
  });

  it('is asked for before anything else', async () => {
    expect(await refusals({ api_key: null, [tenant]: null })).toEqual(all('401 AUTH-0401'));
    expect(await refusals({ api_key: 'x', [tenant]: '?', 'Idempotency-Key': '' })).toEqual(
      all('401 AUTH-0002'),
    );
  });

  it.each([
    ['unknown', (key: string) => `${key.slice(0, 9)}${'0'.repeat(32)}${key.slice(41)}`],
    ['cut', (key: string) => key.slice(0, -1)],
    ['longer', (key: string) => `${key}0`],
    ['in capitals', (key: string) => key.toUpperCase()],
    ['sent twice', (key: string) => `${key}, ${key}`],
    ['sent twice, the other one being wrong', (key: string) => `${key}, x`],
    ['no key', () => 'password'],
    ['of high bytes', () => 'k\u00ffy'],
  ])('is wrong where the key is %s', async (_, spoil) => {
    expect(await refusals({ api_key: spoil(installation.key) })).toEqual(all('401 AUTH-0002'));
  });

  it.each(['Bearer x', 'Basic eDp5', 'Bearer', '', 'Bearer x, Bearer y'])(
    'is wrong as Authorization: %s, also beside a key that is right',
    async (value) => {
      const fields = { Authorization: value };
      expect(await refusals({ ...fields, api_key: null })).toEqual(all('401 AUTH-0002'));
      expect(await refusals(fields)).toEqual(all('401 AUTH-0002'));
    },
  );

  it('is not taken from a query', async () => {
    const path = `/v2/customers/2?api_key=${installation.key}`;
    expect(codeOf(await client.send('GET', path, { api_key: null }))).toBe('401 AUTH-0401');
  });

  it('stands in a header whose name is in any case', async () => {
    const fields = { api_key: null, API_KEY: installation.key };
    expect((await client.create(minimal, fields)).status).toBe(201);
  });

  it('names the request and no more in its refusals', async () => {
    for (const api_key of [null, 'wrong']) {
      const answer = await client.create(minimal, { api_key });
      expect(answer.body['errorMsg']).toBe('Unauthorized');
      expect(answer.headers.get('WWW-Authenticate')).toBe(
        'ApiKey realm="customers", Bearer realm="customers", scope="kyc:api"',
      );
      expect(detailsOf(answer)).toEqual([{ issue: anyText, issueLocation: 'request' }]);
    }
  });

  it('must have the power that the operation needs, before the body is looked at', async () => {
    const reading = await installation.keyOf(installation.master, 'read');
    const created = await client.create(minimal);
    const before = await installation.footprint();
    for (const body of [minimal, {}, []])
      expect(codeOf(await client.create(body, { api_key: reading }))).toBe('401 AUTH-0002');
    expect((await client.show(idOf(created), { api_key: reading })).status).toBe(200);
    expect(await installation.footprint()).toEqual(before);
    const provisioning = await installation.keyOf(installation.master, 'provision');
    expect((await client.create(minimal, { api_key: provisioning })).status).toBe(201);
  });

  it('gives no more power than it has', async () => {
    const provisioning = await installation.keyOf(installation.master, 'provision');
    const initialUsers = [{ name: 'Boss', email: 'boss@example.com', roles: [3, 1] }];
    const answer = await client.create({ ...minimal, initialUsers }, { api_key: provisioning });
    expect(detailsOf(answer)).toMatchObject([
      { issueLocation: 'VALIDATE-initialUsers[0].roles[1]', issueType: 'exceedsPower' },
    ]);
  });
});

/** What a request presents by a token that an API key, or a password, was changed for. */
const bearerFor = async (
  proof: { readonly key: string } | { readonly userName: string; readonly password: string },
  scope?: string,
) => {
  const grant = 'key' in proof ? 'api_key' : 'password';
  const body = JSON.stringify({ grant, ...proof, ...(scope === undefined ? {} : { scope }) });
  const headers = { 'Content-Type': 'application/json' };
  const answer = await installation.http.fetch(
    new Request('http://host/v1/tokens', { method: 'POST', headers, body }),
  );
  const { access_token } = JSON.parse(await answer.text());
  return { api_key: null, Authorization: `Bearer ${access_token}` };
};

const scope = 'kyc:api';

describe('a bearer token', () => {
  it('proves whoever it was given to, in the place of a key', async () => {
    const { key, password } = installation;
    const person = { userName: 'master@tenantry.test', password };
    for (const proof of [{ key }, person]) {
      const bearer = await bearerFor(proof, scope);
      const created = await client.create(minimal, bearer);
      expect(created.status).toBe(201);
      expect((await client.show(idOf(created), bearer)).status).toBe(200);
    }
  });

  it('must have been given for this', async () => {
    const { key } = installation;
    for (const given of [undefined, ''])
      expect(await refusals(await bearerFor({ key }, given))).toEqual(all('401 AUTH-0002'));
  });

  it('has the power of what it was given for', async () => {
    const child = await installation.customer('Child');
    const reading = await installation.keyOf(installation.master, 'read');
    const bearer = await bearerFor({ key: reading }, scope);
    expect(codeOf(await client.create(minimal, bearer))).toBe('401 AUTH-0002');
    expect((await client.show(child.account.id, bearer)).status).toBe(200);
  });

  it('is of an account, and the tenant header names that or a descendant', async () => {
    const child = await installation.customer('Child');
    const grandchild = await installation.customer('Grandchild', child.account);
    const sibling = await installation.customer('Sibling');
    const bearer = await bearerFor({ key: child.key }, scope);
    for (const { account } of [child, grandchild])
      for (const value of [account.id, String(account.number)])
        expect((await client.create(minimal, { ...bearer, [tenant]: value })).status).toBe(201);
    for (const { id } of [installation.master, sibling.account, { id: randomUUID() }])
      expect(await refusals({ ...bearer, [tenant]: id })).toEqual(all('401 AUTH-0002'));
    expect(placesOf(await client.create(minimal, { ...bearer, [tenant]: null }))).toEqual([tenant]);
  });

  it('may stand beside a key of the same account, and then the lesser power counts', async () => {
    const { key, master, keyOf } = installation;
    const reading = await keyOf(master, 'read');
    const both = async (api_key: string, of: string, given?: string) => ({
      ...(await bearerFor({ key: of }, given)),
      api_key,
    });
    const statusWith = async (fields: HeaderFields) =>
      (await client.create(minimal, fields)).status;
    expect(await statusWith(await both(key, key, scope))).toBe(201);
    expect(await statusWith(await both(reading, key, scope))).toBe(401);
    expect(await statusWith(await both(key, reading, scope))).toBe(401);
    // Whichever of the two decides: the token must have been given for this.
    const provisioning = await keyOf(master, 'provision');
    for (const [api_key, of] of [
      [key, key],
      [provisioning, key],
      [key, provisioning],
    ] as const)
      expect(await refusals(await both(api_key, of))).toEqual(all('401 AUTH-0002'));
  });

  it('must agree with a key beside it on the account', async () => {
    const child = await installation.customer('Child');
    const stranger = await installation.stranger();
    const bearer = await bearerFor({ key: installation.key }, scope);
    for (const api_key of [child.key, stranger.key, 'wrong', `${installation.key}, x`])
      expect(await refusals({ ...bearer, api_key })).toEqual(all('401 AUTH-0002'));
  });

  it('is no API key, and an API key is none', async () => {
    const { key } = installation;
    const { Authorization } = await bearerFor({ key }, scope);
    const token = Authorization.slice('Bearer '.length);
    for (const fields of [
      { api_key: token },
      { api_key: null, Authorization: `Bearer ${key}` },
      { api_key: null, Authorization: token },
      { api_key: null, Authorization: `Basic ${token}` },
      { api_key: null, Authorization: `Bearer ${token}, Bearer ${token}` },
    ])
      expect(await refusals(fields)).toEqual(all('401 AUTH-0002'));
  });

  it('is over when its time is', async () => {
    const bearer = await bearerFor({ key: installation.key }, scope);
    installation.clock.advance(604_799);
    expect((await client.create(minimal, bearer)).status).toBe(201);
    installation.clock.advance(1);
    expect(await refusals(bearer)).toEqual(all('401 AUTH-0002'));
  });

  it('is named in the history as the user or the key that it was given to', async () => {
    const { key, password, persistence } = installation;
    await client.create(minimal, await bearerFor({ key }, scope));
    const person = { userName: 'master@tenantry.test', password };
    const said = { 'X-Frankie-Channel': 'portal', 'X-Frankie-Username': 'fred' };
    await client.create(minimal, { ...(await bearerFor(person, scope)), ...said });
    const events = await persistence.read(({ records }) =>
      records.events('installation', { limit: 10 }),
    );
    expect(events.slice(-2)).toMatchObject([
      { actor: expect.stringMatching(/^key:/), channel: 'api' },
      { actor: expect.stringMatching(/^user:/), channel: 'portal', userName: 'fred' },
    ]);
  });
});

describe('X-Frankie-CustomerID', () => {
  it.each([
    ['missing', null],
    ['empty', ''],
    ['no id', 'abc'],
    ['zero', '0'],
    ['past int32', '2147483648'],
    ['a UUID in braces', `{${randomUUID()}}`],
    ['two ids', '1, 1'],
  ])('is a fault of the request where it is %s', async (_, value) => {
    const answer = await client.create(minimal, { [tenant]: value });
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual([tenant]);
    expect(placesOf(await client.show(2, { [tenant]: value }))).toEqual([tenant]);
  });

  it('is named together with every fault of the body, and of the Idempotency-Key', async () => {
    const before = await installation.footprint();
    const body = { customer: { name: '' }, initialUsers: [{ name: 'x', email: 'x' }] };
    const fields = { [tenant]: 'abc', 'Idempotency-Key': 'a b' };
    expect(placesOf(await client.create(body, fields))).toEqual([
      tenant,
      'Idempotency-Key',
      'customer.name',
      'initialUsers[0].email',
    ]);
    expect(placesOf(await client.createRaw('{', fields))).toEqual([
      tenant,
      'Idempotency-Key',
      'body',
    ]);
    expect(await installation.footprint()).toEqual(before);
  });

  it('selects a descendant as the parent, by UUID or by number', async () => {
    const child = await installation.customer('Child');
    const { id, number } = child.account;
    for (const value of [id, id.toUpperCase(), String(number)]) {
      const created = await client.create(minimal, { [tenant]: value });
      expect(created.status).toBe(201);
      const found = await installation.app.accounts.find(
        { account: idOf(created) },
        installation.operator,
      );
      expect(found).toMatchObject({ value: { ancestors: [installation.master.id, id] } });
    }
  });

  it('answers alike for what is outside the reach and for what does not exist', async () => {
    const stranger = await installation.stranger();
    const child = await installation.customer('Child');
    const sibling = await installation.customer('Sibling');
    const outside = [randomUUID(), '4711', stranger.account.id, String(stranger.account.number)];
    for (const value of outside)
      expect(await refusals({ [tenant]: value })).toEqual(all('401 AUTH-0002'));
    // Neither upwards nor sideways.
    for (const { id } of [installation.master, sibling.account, stranger.account]) {
      const fields = { api_key: child.key, [tenant]: id };
      expect(await refusals(fields)).toEqual(all('401 AUTH-0002'));
    }
  });

  it('shows an account its own descendants alone', async () => {
    const stranger = await installation.stranger();
    const child = await installation.customer('Child');
    const sibling = await installation.customer('Sibling');
    const grandchild = await installation.customer('Grandchild', child.account);
    const asChild = { api_key: child.key, [tenant]: child.account.id };
    const codes = async (fields: HeaderFields) => {
      const customers = [child, sibling, grandchild];
      const answers = customers.map(({ account }) => client.show(account.id, fields));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await codes({})).toEqual([200, 200, 200]);
    expect(await codes(asChild)).toEqual([200, 404, 200]);
    expect(await codes({ [tenant]: child.account.id })).toEqual([200, 404, 200]);
    const asStranger = { api_key: stranger.key, [tenant]: stranger.account.id };
    expect(await codes(asStranger)).toEqual([404, 404, 404]);
  });

  it('tells an account that is hidden from none at all in nothing', async () => {
    const sibling = await installation.customer('Sibling');
    const child = await installation.customer('Child');
    const asChild = { api_key: child.key, [tenant]: child.account.id };
    const [hidden, absent] = [
      await client.show(sibling.account.id, asChild),
      await client.show(randomUUID(), asChild),
    ];
    expect({ ...hidden.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    expect([...hidden.headers.keys()]).toEqual([...absent.headers.keys()]);
  });
});

describe('Idempotency-Key', () => {
  it.each(['', 'a b', 'x'.repeat(256), '1, 2', 'k\u00e9y', '""'])(
    'is a fault of the request where it is malformed: %s',
    async (value) => {
      const before = await installation.footprint();
      const answer = await client.create(minimal, { 'Idempotency-Key': value });
      expect(codeOf(answer)).toBe('400 API-0400');
      expect(placesOf(answer)).toContain('Idempotency-Key');
      expect(await installation.footprint()).toEqual(before);
    },
  );

  it.each(['x', '"x"', 'x'.repeat(255), '2c0ffee0-0000-4000-8000-000000000000'])(
    'may be %s',
    async (value) => {
      const answer = await client.create(minimal, { 'Idempotency-Key': value });
      expect(answer.status).toBe(201);
    },
  );
});

describe('X-Frankie-Channel', () => {
  it.each(['', ' ', 'x'.repeat(500), '\u00e9', 'a\tb', '"><script>'])(
    'is never refused: %s',
    async (value) => {
      const answer = await client.create(minimal, { 'X-Frankie-Channel': value });
      expect(answer.status).toBe(201);
    },
  );
});

import { Buffer } from 'node:buffer';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import {
  byKey,
  type Client,
  clientOf,
  type HeaderFields,
  masterDoor,
  masterMailbox,
  openedOf,
  pairOf,
  signedIn,
} from './partners-v8-client.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let partner: Client;
let door: Client;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  partner = await signedIn(installation);
  door = masterDoor(installation);
});

const subAccount = async (email: string) => {
  const opened = openedOf(await partner.post('/partners', { email }));
  const at = clientOf(installation, opened.url);
  const { access } = pairOf(await at.auth(opened.login, opened.password));
  return { ...opened, token: access, client: clientOf(installation, opened.url, access) };
};

/** Every operation that needs a proof, answered alike where it is refused. */
const refusals = async (client: Client, fields: HeaderFields = {}) => {
  const answers = [
    await client.get('/partners', fields),
    await client.get('/apps?page=x', fields),
    await client.post('/partners', { email: 'x@example.com' }, fields),
    await client.post('/apps', { name: 'x' }, fields),
    // What is wrong in every way changes nothing: it is not read.
    await client.postRaw('/partners', '{', { 'Content-Type': 'text/plain', ...fields }),
    await client.postRaw('/apps', '{', { 'Idempotency-Key': '', ...fields }),
  ];
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  return [...new Set(answers.map(({ status }) => status))];
};

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const tokenOf = async () => pairOf(await door.auth(masterMailbox, installation.password)).access;

describe('the proof', () => {
  it('is missed where there is none', async () => {
    expect(await refusals(door)).toEqual([401]);
    expect(await refusals(door, { Authorization: '' })).toEqual([401]);
  });

  it('is a token, with the scheme in any case', async () => {
    const token = await tokenOf();
    for (const scheme of ['Bearer', 'bearer', 'BEARER'])
      expect((await door.get('/apps', { Authorization: `${scheme} ${token}` })).status).toBe(200);
  });

  it('is wrong in every other form', async () => {
    const token = await tokenOf();
    const { key, password } = installation;
    const basic = Buffer.from(`${masterMailbox}:${password}`).toString('base64');
    const wrong = [
      'Bearer',
      'Bearer x',
      `Bearer ${token}x`,
      `Bearer ${token} x`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer "${token}"`,
      `Token ${token}`,
      token,
      // An API key opens other protocols, not this one.
      `Bearer ${key}`,
      `Basic ${basic}`,
    ];
    for (const value of wrong)
      expect(await refusals(door, { Authorization: value })).toEqual([401]);
    expect(await refusals(door, { api_key: key })).toEqual([401]);
    expect(await refusals(door, { ...bearer(token), api_key: key })).toEqual([401]);
  });

  it('is not taken from a query or a body', async () => {
    const token = await tokenOf();
    expect((await door.get(`/apps?access_token=${token}`)).status).toBe(401);
    expect((await door.post('/apps', { name: 'x', access_token: token })).status).toBe(401);
  });

  it.each([
    ['signed by nobody', (_: string, claims: string) => `${none}.${claims}.`],
    ['of another algorithm', (_: string, claims: string) => `${none}.${claims}.AAAA`],
    ['without a signature', (token: string) => token.slice(0, token.lastIndexOf('.') + 1)],
    ['with other claims', (token: string, claims: string) => token.replace(claims, longer(claims))],
  ])('is wrong as a token %s', async (_, forge) => {
    const token = await tokenOf();
    const claims = token.split('.')[1] ?? '';
    expect(await refusals(door, bearer(forge(token, claims)))).toEqual([401]);
  });

  it('is wrong once it has run out', async () => {
    const token = await tokenOf();
    installation.clock.advance(7 * 86_400 - 1);
    expect((await door.get('/apps', bearer(token))).status).toBe(200);
    installation.clock.advance(1);
    expect(await refusals(door, bearer(token))).toEqual([401]);
  });

  it('opens the one URL of its own account', async () => {
    const [one, other] = [await subAccount('one@example.com'), await subAccount('o@example.com')];
    const stranger = await installation.stranger();
    const strange = await byKey(installation, stranger.account, stranger.key);
    const { master } = installation;
    // Sideways, upwards, downwards, and from another tree.
    for (const [client, token] of [
      [other, one.token],
      [partner, one.token],
      [one, await tokenOf()],
      [strange, one.token],
    ] as const)
      expect(await refusals(clientOf(installation, client.url), bearer(token))).toEqual([401]);
    expect(await refusals(clientOf(installation, one.url), { ...bearer(other.token) })).toEqual([
      401,
    ]);
    expect((await strange.get('/apps')).status).toBe(200);
    // The account under another name, and no account at all.
    for (const address of [
      master.id,
      master.number,
      master.address.toUpperCase(),
      'nowhere',
      '%00',
    ])
      expect(
        await refusals(
          clientOf(installation, `https://tenantry.test/a/${address}`),
          bearer(await tokenOf()),
        ),
      ).toEqual([401]);
  });

  it('shows each account its own alone', async () => {
    const [one, other] = [await subAccount('one@example.com'), await subAccount('o@example.com')];
    await one.client.post('/apps', { name: 'App of one' });
    expect((await other.client.get('/apps')).body).toMatchObject({ data: [], meta: { total: 0 } });
    expect((await other.client.get('/partners')).body).toMatchObject({ data: [] });
    const stranger = await installation.stranger();
    const strange = await byKey(installation, stranger.account, stranger.key);
    expect((await strange.get('/partners')).body).toMatchObject({ data: [] });
    expect((await partner.get('/partners')).body).toMatchObject({ meta: { total: 2 } });
  });
});

describe('the power', () => {
  it('to read shows lists and makes nothing, before the body is looked at', async () => {
    const key = await installation.keyOf(installation.master, 'read');
    const reader = await byKey(installation, installation.master, key);
    const before = await installation.footprint();
    expect((await reader.get('/apps')).status).toBe(200);
    expect((await reader.get('/partners')).status).toBe(200);
    const answers = [
      await reader.post('/partners', { email: 'x@example.com' }),
      await reader.post('/apps', { name: 'x' }),
      await reader.postRaw('/partners', '{', { 'Content-Type': 'text/plain' }),
      await reader.postRaw('/apps', '[]', { 'Idempotency-Key': 'a b' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(await installation.footprint()).toEqual(before);
  });

  it('to provision makes both', async () => {
    const key = await installation.keyOf(installation.master, 'provision');
    const client = await byKey(installation, installation.master, key);
    expect((await client.post('/partners', { email: 'x@example.com' })).status).toBe(200);
    expect((await client.post('/apps', { name: 'x' })).status).toBe(200);
  });
});

describe('the access log', () => {
  it('names the route and the account, and nothing of a query, a body or a token', async () => {
    const { password, lines, master } = installation;
    lines.length = 0;
    const token = await tokenOf();
    await door.authByQuery(masterMailbox, password);
    await door.authByQuery('canary@example.com', 'canary');
    await door.authByForm('canary@example.com', 'canary');
    const { refresh } = pairOf(await door.authByQuery(masterMailbox, password));
    await door.refresh(refresh);
    await door.refresh('canary');
    await door.get('/apps?canary=1&page=canary', bearer(token));
    const opened = openedOf(
      await partner.post('/partners', { email: 'canary@example.com', name: 'Canary' }),
    );
    await clientOf(installation, 'https://tenantry.test/a/canary').get('/canary?login=canary');
    const under = '/a/:address/api/v8';
    const seen = lines.map(({ facts }) => [facts['route'], facts['status'], facts['account']]);
    expect(seen).toEqual([
      [`${under}/auth`, 200, master.id],
      [`${under}/auth`, 200, master.id],
      [`${under}/auth`, 401, undefined],
      [`${under}/auth`, 401, undefined],
      [`${under}/auth`, 200, master.id],
      [`${under}/refresh`, 200, master.id],
      [`${under}/refresh`, 401, undefined],
      [`${under}/apps`, 400, master.id],
      [`${under}/partners`, 200, master.id],
      [undefined, 404, undefined],
    ]);
    const logged = JSON.stringify(lines);
    expect(logged).not.toMatch(/canary/i);
    for (const secret of [password, token, refresh, opened.password, opened.url, masterMailbox])
      expect(logged).not.toContain(secret);
  });
});

const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');

/** The same claims, good for longer. */
function longer(claims: string): string {
  const said: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const forged = { ...Object(said), exp: 9_999_999_999 };
  return Buffer.from(JSON.stringify(forged)).toString('base64url');
}

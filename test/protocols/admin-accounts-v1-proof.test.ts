import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  faultsOf,
  type HeaderFields,
  jane,
  mediaTypes,
  person,
} from './admin-accounts-v1-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation();
  client = clientOf(installation);
});

const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

/** A registration that is right and one that could not be worse are answered alike. */
const refusals = async (fields: HeaderFields, account?: string | number) => {
  const at = account === undefined ? {} : { account };
  const answers = [
    await client.register(jane, { fields, ...at }),
    await client.send('{', { type: 'text/plain', fields, ...at }),
    await client.send('<', {
      type: 'text/xml',
      fields: { 'Idempotency-Key': '', ...fields },
      ...at,
    }),
  ];
  return new Set(answers.map(codeOf));
};

const denied = new Set(['401 AccessDenied']);
const missing = new Set(['401 CredentialMissing']);

/** A registered account that may have sub-accounts of its own, and how it signs in. */
const reseller = async (name: string, parent = installation.master) => {
  const { app } = installation;
  const opened = expectOk(
    await app.registers.open(
      { email: `${name}@reseller.test`, mayHaveSubAccounts: true },
      { caller: app.as.account(parent.id) },
    ),
  );
  const { account } = opened.register;
  const key = await installation.keyOf(account, 'manage');
  return { account, key, password: opened.password?.reveal() ?? '' };
};

describe('the proof', () => {
  it('is missed where there is none, also before the path is looked at', async () => {
    expect(await refusals({ api_key: null })).toEqual(missing);
    expect(await refusals({ api_key: '' })).toEqual(missing);
    expect(await refusals({ api_key: null }, 'abc')).toEqual(missing);
  });

  it('may be an API key in either header, a password or a token', async () => {
    const { app, key, master, password } = installation;
    const email = 'master@tenantry.test';
    const signedIn = expectOk(
      await app.sessions.signIn({ account: master.address, email, password }),
    );
    const proofs: readonly HeaderFields[] = [
      { api_key: key },
      { API_KEY: key, api_key: null },
      { api_key: null, Authorization: `Bearer ${key}` },
      { api_key: null, Authorization: `bearer ${key}` },
      { api_key: null, Authorization: `Bearer ${signedIn.accessToken.reveal()}` },
      { api_key: null, Authorization: basic(email, password) },
      { api_key: null, Authorization: basic(`${master.address}/${email}`, password) },
      { api_key: null, Authorization: basic(`${master.id}/${email}`, password) },
      { api_key: null, Authorization: basic(`${master.number}/${email}`, password) },
      { api_key: key, Authorization: `Bearer ${key}` },
      { api_key: key, Authorization: basic(email, password) },
    ];
    for (const [at, fields] of proofs.entries())
      expect(codeOf(await client.register(person(`p${at}`), { fields }))).toBe('200');
  });

  it.each([
    ['an unknown key', () => ({ api_key: `tenantry_${'0'.repeat(70)}` })],
    ['a key that is cut', () => ({ api_key: installation.key.slice(0, -1) })],
    ['a key in capitals', () => ({ api_key: installation.key.toUpperCase() })],
    ['a key sent twice', () => ({ api_key: `${installation.key}, ${installation.key}` })],
    ['a key and another', () => ({ api_key: `${installation.key}, x` })],
    ['a wrong password', () => ({ Authorization: basic('master@tenantry.test', 'wrong') })],
    ['an unknown person', () => ({ Authorization: basic('nobody@tenantry.test', 'wrong') })],
    ['an empty name', () => ({ Authorization: basic('', '') })],
    ['no colon', () => ({ Authorization: `Basic ${Buffer.from('x').toString('base64')}` })],
    ['no base64', () => ({ Authorization: 'Basic !!dXNl cjpwYQ==@@' })],
    ['a token that is none', () => ({ Authorization: 'Bearer x.y.z' })],
    ['an unknown scheme', () => ({ Authorization: 'Digest x' })],
    ['a scheme alone', () => ({ Authorization: 'Bearer' })],
    ['nothing', () => ({ Authorization: '' })],
    ['two tokens', () => ({ Authorization: 'Bearer x, Bearer y' })],
  ])('is wrong as %s, and beside a key that is right', async (_, fieldsOf) => {
    const fields = fieldsOf();
    expect(await refusals({ api_key: null, ...fields })).toEqual(denied);
    expect(await refusals({ api_key: installation.key, ...fields })).toEqual(denied);
  });

  it('is wrong where two are of different accounts', async () => {
    const stranger = await installation.stranger();
    const other = await reseller('other');
    for (const key of [stranger.key, other.key])
      expect(await refusals({ Authorization: `Bearer ${key}` })).toEqual(denied);
  });

  it('is not taken from the query', async () => {
    const { key, master, http } = installation;
    const response = await http.fetch(
      new Request(`http://host/api/v1/admin/accounts/${master.id}?api_key=${key}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(jane),
      }),
    );
    expect(response.status).toBe(401);
    expect(JSON.stringify(installation.lines)).not.toContain(key);
  });

  it('must have the power to provision', async () => {
    const reading = await installation.keyOf(installation.master, 'read');
    const before = await installation.footprint();
    expect(await refusals({ api_key: reading })).toEqual(denied);
    expect(await refusals({ api_key: reading }, 'abc')).toEqual(denied);
    // Of two proofs the lesser decides.
    const both = { Authorization: `Bearer ${reading}` };
    expect(await refusals(both)).toEqual(denied);
    expect(await installation.footprint()).toEqual(before);
    const provisioning = await installation.keyOf(installation.master, 'provision');
    const answer = await client.register(jane, { fields: { api_key: provisioning } });
    expect(answer.status).toBe(200);
  });

  it('says which proofs there are, in the format that is asked for', async () => {
    for (const Accept of mediaTypes) {
      const answer = await client.register(jane, { fields: { api_key: null, Accept } });
      expect(codeOf(answer)).toBe('401 CredentialMissing');
      expect(answer.headers.get('WWW-Authenticate')).toBe(
        'Bearer realm="accounts", Basic realm="accounts", charset="UTF-8"',
      );
      expect(answer.headers.get('Content-Type')).toBe(`${Accept}; charset=utf-8`);
    }
  });

  it('may be tried so often and no more', async () => {
    const strict = await openInstallation({ policy: { signIn: { limit: 2, window: 60 } } });
    const fields = { api_key: null, Authorization: basic('master@tenantry.test', 'wrong') };
    const codes = [];
    for (let time = 0; time < 3; time++)
      codes.push(codeOf(await clientOf(strict).register(jane, { fields })));
    expect(codes).toEqual(['401 AccessDenied', '401 AccessDenied', '429 TooManyTries']);
    const right = { api_key: null, Authorization: basic('master@tenantry.test', strict.password) };
    const answer = await clientOf(strict).register(jane, { fields: right });
    expect(codeOf(answer)).toBe('429 TooManyTries');
    expect(answer.headers.get('Retry-After')).toBe('60');
  });
});

describe('the account in the path', () => {
  it.each(['abc', '0', '-1', '1.5', '1e3', '2147483648', '%20', `{${randomUUID()}}`, '%00', '1,1'])(
    'is a fault of the request where it is neither GUID nor number: %s',
    async (account) => {
      const answer = await client.register(jane, { account });
      expect(codeOf(answer)).toBe('400 IdFormat');
      expect(answer.reason).toBe('id must be the GUID or the number of an account');
      expect(faultsOf(await client.register({}, { account }))).toContain('IdFormat');
    },
  );

  it('may be a descendant, by GUID or by number', async () => {
    const child = await reseller('child');
    const grandchild = await reseller('grandchild', child.account);
    for (const [at, { id, number }] of [child.account, grandchild.account].entries()) {
      const answers = [
        await client.register(person(`a${at}`), { account: id }),
        await client.register(person(`b${at}`), { account: number }),
      ];
      expect(answers.map(codeOf)).toEqual(['200', '200']);
    }
  });

  it('answers alike for what is outside the reach and for what does not exist', async () => {
    const stranger = await installation.stranger();
    const child = await reseller('child');
    const sibling = await reseller('sibling');
    const { id, number } = stranger.account;
    for (const account of [randomUUID(), 4711, id, number])
      expect(await refusals({}, account)).toEqual(denied);
    // Neither upwards nor sideways.
    for (const { account } of [{ account: installation.master }, sibling, stranger])
      expect(await refusals({ api_key: child.key }, account.id)).toEqual(denied);
    const [hidden, absent] = [
      await client.register(jane, { fields: { api_key: child.key }, account: sibling.account.id }),
      await client.register(jane, { fields: { api_key: child.key }, account: randomUUID() }),
    ];
    expect(hidden.text).toBe(absent.text);
    const lasting = (all: Headers) => [...all].filter(([name]) => name !== 'x-request-id');
    expect(lasting(hidden.headers)).toEqual(lasting(absent.headers));
  });

  it('may have no sub-accounts', async () => {
    const before = (await client.register(jane)).id;
    const customer = await installation.customer('Customer');
    for (const account of [before ?? '', customer.account.id])
      expect(codeOf(await client.register(person('child'), { account }))).toBe(
        '409 SubAccountsNotAllowed',
      );
  });
});

describe('a password that was chosen for somebody else', () => {
  const password = '  nine blue kettles\tsing\u00e9 ';
  const email = 'Kettle.Singer@example.com';

  it.each(['application/xml', 'text/json'])(
    'signs in exactly as it was sent as %s, blanks at its ends among it',
    async (type) => {
      const fields = { ...person('x'), Email: email, Password: password };
      const { id } = await client.register({ ...fields, PasswordConfirmation: password }, { type });
      const asked = async (name: string, tried: string) => {
        const proof = { api_key: null, Authorization: basic(name, tried) };
        return codeOf(await client.register(jane, { fields: proof, account: id ?? '' }));
      };
      // Who it is has been proven: only that it may not have sub-accounts stands in the way.
      for (const name of [email, email.toLowerCase(), `${id}/${email}`]) {
        expect(await asked(name, password)).toBe('409 SubAccountsNotAllowed');
        for (const wrong of [
          password.trim(),
          password.trimStart(),
          password.trimEnd(),
          password.normalize('NFD'),
        ])
          expect(await asked(name, wrong)).toBe('401 AccessDenied');
        // Tries that failed are forgotten with the window.
        installation.clock.advance(3600);
      }
    },
  );
});

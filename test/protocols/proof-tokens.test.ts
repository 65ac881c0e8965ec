import { createHmac } from 'node:crypto';
import type { Account, Persistence, TokenClaims } from '@tenantry/domain';
import { secretsOf } from '@tenantry/runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import { doorsFor, knock } from './doors.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { addPerson, changeCredential, type Person } from './people.ts';
import { quickHasher } from './quick-hasher.ts';

/** All doors that take a token: each of them looks at it anew. */
const at = doorsFor('scopedToken');

/** The ids of keys that have been revoked since they were issued. */
const revoked = new Set<string>();

/** A store in which those keys are revoked. */
const revoking = (persistence: Persistence): Persistence => ({
  ...persistence,
  read: (work) =>
    persistence.read((view) =>
      work({
        ...view,
        access: {
          ...view.access,
          findKey: async (id) => {
            const found = await view.access.findKey(id);
            const isRevoked = found !== undefined && revoked.has(id);
            return isRevoked
              ? { ...found, key: { ...found.key, revokedAt: found.key.createdAt } }
              : found;
          },
        },
      }),
    ),
});

let installation: Installation;
let person: Person;
beforeEach(async () => {
  revoked.clear();
  installation = await openInstallation({ hasher: quickHasher(), around: revoking });
  person = await addPerson(installation.ports, installation.master, me);
});

const me = { email: 'person@example.com', password: 'own password', userName: 'person' };

const tokenOfKey = async (key: string): Promise<string> =>
  expectOk(
    await installation.app.sessions.issue({ grant: 'api_key', key, scope: 'kyc:api' }),
  ).token.reveal();

const tokenOfPerson = async ({ userName, password } = me): Promise<string> =>
  expectOk(
    await installation.app.sessions.issue({
      grant: 'password',
      userName,
      password,
      scope: 'kyc:api',
    }),
  ).token.reveal();

const pairOfPerson = async () => {
  const { userName, password } = me;
  const pair = expectOk(await installation.app.sessions.signIn({ userName, password }));
  return { access: pair.accessToken.reveal(), refresh: pair.refreshToken.reveal() };
};

/** What each door answers to a token. */
const answersTo = async (token: string, account: Account = installation.master) => {
  const answers = [];
  for (const door of at)
    answers.push(await knock(installation, door, account, { Authorization: `Bearer ${token}` }));
  return answers;
};

const everywhere = (answer: 'in' | number) => at.map(() => answer);

const refreshed = (token: string, account: Account = installation.master) => {
  const path = `${account.address}/api/v8/refresh?refresh_token=${encodeURIComponent(token)}`;
  return installation.http
    .fetch(new Request(`https://tenantry.test/a/${path}`))
    .then(({ status }) => status);
};

const partner = async (name: string, isActive = true) => {
  const contact = {
    userName: `contact of ${name}`,
    firstName: 'Con',
    lastName: 'Tact',
    email: 'contact@example.com',
    phone: '+12025550100',
  };
  const { app, master } = installation;
  const context = { caller: app.as.account(master.id) };
  return expectOk(await app.partners.create({ name, isActive, contact }, context)).account;
};

const setActive = async (account: Account, isActive: boolean): Promise<void> => {
  const { app, master } = installation;
  const context = { caller: app.as.account(master.id) };
  expectOk(await app.partners.update({ partner: account.id, isActive }, context));
};

describe('a token', () => {
  it('opens every door that takes one, whatever it was given for', async () => {
    for (const token of [await tokenOfKey(installation.key), await tokenOfPerson()])
      expect(await answersTo(token)).toEqual(everywhere('in'));
  });

  it('to call with is none to renew by, and the reverse', async () => {
    const { access, refresh } = await pairOfPerson();
    expect(await answersTo(refresh)).toEqual(everywhere(401));
    for (const token of [access, await tokenOfPerson(), await tokenOfKey(installation.key)])
      expect(await refreshed(token)).toBe(401);
    expect(await refreshed(refresh)).toBe(200);
    expect(await refreshed(refresh)).toBe(401);
  });

  it('of another account is wrong, whether that is above, below, beside or elsewhere', async () => {
    const { master } = installation;
    const child = await installation.customer('Child');
    const sibling = await installation.customer('Sibling');
    const stranger = await installation.stranger();
    const door = at.find(({ name }) => name === 'partners-v8');
    if (door === undefined) throw new Error('no door at an account’s own address');
    const own = await tokenOfKey(child.key);
    for (const account of [master, sibling.account, stranger.account]) {
      expect(await answersTo(own, account)).toEqual(everywhere(401));
      const proof = { Authorization: `Bearer ${await tokenOfKey(installation.key)}` };
      // Its own URL opens to nobody else, not even from above; the others take a descendant.
      expect(await knock(installation, door, account, proof)).toBe(account === master ? 'in' : 401);
    }
    const { refresh } = await pairOfPerson();
    for (const account of [child.account, stranger.account])
      expect(await refreshed(refresh, account)).toBe(401);
  });

  it('ends with the API key that it was given for', async () => {
    const { key } = installation;
    const [token, other] = [await tokenOfKey(key), await tokenOfPerson()];
    const { proof } = expectOk(await installation.app.sessions.authenticateToken({ token }));
    revoked.add('id' in proof ? proof.id : '');
    expect(await answersTo(token)).toEqual(everywhere(401));
    expect(await answersTo(other)).toEqual(everywhere('in'));
    expect(await installation.app.sessions.issue({ grant: 'api_key', key })).toMatchObject({
      error: { kind: 'NotAuthenticated', reason: 'wrong' },
    });
  });

  it('opens nothing while its account, or one above it, is suspended', async () => {
    const account = await partner('Partner');
    const key = await installation.keyOf(account, 'manage');
    await addPerson(installation.ports, account, { ...me, email: 'p@example.com', userName: 'p' });
    const below = await installation.customer('Below', account);
    const beside = await installation.customer('Beside');
    const tokens = [
      [await tokenOfKey(key), account],
      [await tokenOfPerson({ ...me, userName: 'p' }), account],
      [await tokenOfKey(below.key), below.account],
    ] as const;
    const other = await tokenOfKey(beside.key);
    for (const [isActive, answer] of [
      [true, everywhere('in')],
      [false, everywhere(401)],
      [true, everywhere('in')],
    ] as const) {
      await setActive(account, isActive);
      for (const [token, of] of tokens) expect(await answersTo(token, of)).toEqual(answer);
      expect(await answersTo(other, beside.account)).toEqual(everywhere('in'));
    }
  });

  it('ends when the password has moved on, with what it would be renewed by', async () => {
    const [token, pair] = [await tokenOfPerson(), await pairOfPerson()];
    expect(await answersTo(pair.access)).toEqual([401, 'in', 'in']);
    await changeCredential(installation.ports, person, {});
    for (const old of [token, pair.access]) expect(await answersTo(old)).toEqual(everywhere(401));
    expect(await refreshed(pair.refresh)).toBe(401);
    expect(await answersTo(await tokenOfPerson())).toEqual(everywhere('in'));
  });

  it('is over at the second that it names, and no earlier', async () => {
    const { clock } = installation;
    const tokens = [await tokenOfKey(installation.key), await tokenOfPerson()];
    const { refresh } = await pairOfPerson();
    clock.advance(7 * 86_400 - 1);
    for (const token of tokens) expect(await answersTo(token)).toEqual(everywhere('in'));
    clock.advance(1);
    for (const token of tokens) expect(await answersTo(token)).toEqual(everywhere(401));
    clock.advance(21 * 86_400 - 1);
    const another = (await pairOfPerson()).refresh;
    expect(await refreshed(refresh)).toBe(200);
    clock.advance(28 * 86_400);
    expect(await refreshed(another)).toBe(401);
  });
});

describe('a token that somebody made', () => {
  const header = { alg: 'HS256', typ: 'JWT' };

  const claimsOf = (token: string): TokenClaims =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  const segment = (value: unknown): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

  /** Signed as it should be, whatever it says. */
  const signed = async (claims: object): Promise<string> =>
    String(await Reflect.apply(installation.ports.secrets.signToken, undefined, [claims]));

  it('says the same under another secret, and is wrong', async () => {
    const elsewhere = secretsOf(['another secret for tests that is long enough']);
    for (const token of [await tokenOfKey(installation.key), await tokenOfPerson()]) {
      expect(await answersTo(await installation.ports.secrets.signToken(claimsOf(token)))).toEqual(
        everywhere('in'),
      );
      expect(await answersTo(await elsewhere.signToken(claimsOf(token)))).toEqual(everywhere(401));
    }
  });

  it('has a head, a signature or an encoding of its own, and is wrong', async () => {
    const token = await tokenOfKey(installation.key);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const body = claimsOf(token);
    const hmac = (said: string, hash: string, key: string | Buffer) =>
      createHmac(hash, key).update(said).digest('base64url');
    const withHead = (given: unknown) => {
      const said = `${segment(given)}.${claims}`;
      return [`${said}.`, `${said}.${signature}`, `${said}.${hmac(said, 'sha256', '')}`];
    };
    const forged = [
      ...['none', 'None', 'NONE', 'nOnE', '', 'HS384', 'HS512', 'RS256', 'ES256', 'PS256', 'EdDSA']
        .map((alg) => ({ ...header, alg }))
        .flatMap(withHead),
      ...[
        { alg: 'HS256' },
        { typ: 'JWT' },
        { ...header, typ: 'at+jwt' },
        { ...header, typ: 'jwt' },
        { ...header, kid: '../../dev/null' },
        { ...header, kid: "' OR 1=1 --" },
        { ...header, kid: 'x'.repeat(10_000) },
        { ...header, jku: 'https://evil.test/keys' },
        { ...header, x5u: 'https://evil.test/certificate' },
        { ...header, jwk: { kty: 'oct', k: '' } },
        { ...header, crit: ['b64'], b64: false },
        { ...header, crit: ['unknown'] },
        { ...header, zip: 'DEF' },
        { ...header, enc: 'A256GCM', alg: 'dir' },
        null,
        [],
        'HS256',
        '{"alg":"HS256","alg":"none","typ":"JWT"}',
        ' {"alg":"HS256","typ":"JWT"}',
      ].flatMap(withHead),
      `${head}.${claims}`,
      `${head}.${claims}.`,
      `.${claims}.${signature}`,
      `${head}..${signature}`,
      `${token}.`,
      `${token}.${signature}`,
      `.${token}`,
      `${token}=`,
      `${token}x`,
      `${token}\u00ff`,
      token.slice(0, -1),
      token.slice(1),
      token.toUpperCase(),
      `${head}.${segment({ ...body, uid: 2 })}.${signature}`,
      `${head}.${segment(`${JSON.stringify(body)} `)}.${signature}`,
      `${head}.${claims}=.${signature}`,
      `${head}.${claims}.${Buffer.from(signature, 'base64url').toString('base64')}`,
      `${head}.${claims}.${'A'.repeat(43)}`,
      `${head}.${claims}.${hmac(`${head}.${claims}`, 'sha256', 'a secret for tests that is long enough')}`,
      `${head}.${'A'.repeat(1_000_000)}.${signature}`,
    ];
    expect(forged.length).toBeGreaterThan(100);
    for (const one of forged) expect([one, await answersTo(one)]).toEqual([one, everywhere(401)]);
    // The last character of 32 bytes has four spellings, and one of them is ours.
    const last = signature.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const other of alphabet.replace(last, ''))
      expect(await answersTo(token.slice(0, -1) + other)).toEqual(everywhere(401));
  });

  it('is signed as it should be and says what no token of ours says, and is wrong', async () => {
    const ofKey = claimsOf(await tokenOfKey(installation.key));
    const ofPerson = claimsOf(await tokenOfPerson());
    const { refresh } = await pairOfPerson();
    const stranger = await installation.stranger();
    const strangers = claimsOf(await tokenOfKey(stranger.key));
    const without = (claims: object, name: string) =>
      Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
    const wrong: readonly object[] = [
      {},
      ...Object.keys(ofKey).flatMap((name) => (name === 'scope' ? [] : [without(ofKey, name)])),
      ...Object.keys(ofPerson).flatMap((name) =>
        name === 'scope' ? [] : [without(ofPerson, name)],
      ),
      ...[ofKey, ofPerson].flatMap((claims) => [
        { ...claims, exp: claims.exp + 0.5 },
        { ...claims, exp: String(claims.exp) },
        { ...claims, exp: null },
        { ...claims, exp: -1 },
        { ...claims, exp: 1e308 },
        { ...claims, exp: claims.nbf },
        { ...claims, nbf: claims.iat + 1 },
        { ...claims, nbf: String(claims.nbf) },
        { ...claims, iat: 'now' },
        { ...claims, sub: 'web' },
        { ...claims, sub: ['api'] },
        { ...claims, iss: [claims.iss] },
        { ...claims, iss: `${claims.iss}/` },
        { ...claims, iss: 'https://evil.test/b/account-1' },
        { ...claims, jti: 1 },
        { ...claims, iss: strangers.iss },
        { ...claims, purpose: 'refresh' },
        { ...claims, purpose: ['access'] },
        { ...claims, purpose: 'invitation' },
        { ...claims, uid: '1' },
        { ...claims, uid: 0 },
        { ...claims, aud: 'anybody' },
        { ...claims, admin: true },
        { ...claims, scope: ['kyc:api'] },
      ]),
      { ...ofKey, key: 'x' },
      { ...ofKey, key: '00000000-0000-7000-8000-00000000ffff' },
      { ...ofKey, key: [Reflect.get(ofKey, 'key')] },
      { ...ofPerson, member: '00000000-0000-7000-8000-00000000ffff' },
      { ...ofPerson, useruuid: '00000000-0000-7000-8000-00000000ffff' },
      { ...ofPerson, generation: 2 },
      { ...ofPerson, place: 2 },
      { ...ofPerson, generation: 0 },
      { ...ofPerson, generation: '1' },
      { ...ofPerson, ...ofKey },
      { ...claimsOf(refresh), purpose: 'access' },
      { ...claimsOf(refresh) },
    ];
    expect(wrong.length).toBeGreaterThan(70);
    for (const claims of wrong) {
      const token = await signed(claims);
      expect([claims, await answersTo(token)]).toEqual([claims, everywhere(401)]);
      if (Reflect.get(claims, 'purpose') !== 'refresh') expect(await refreshed(token)).toBe(401);
    }
    expect(await answersTo(await signed(ofKey))).toEqual(everywhere('in'));
    // The installation may be reached elsewhere by now; the account is the same.
    const moved = {
      ...ofKey,
      iss: ofKey.iss.replace('https://tenantry.test', 'https://new.test'),
    };
    expect(await answersTo(await signed(moved))).toEqual(everywhere('in'));
  });

  it('renews nothing either', async () => {
    const claims = claimsOf((await pairOfPerson()).refresh);
    for (const other of [
      { ...claims, serial: 2 },
      { ...claims, serial: 0 },
      { ...claims, session: '00000000-0000-7000-8000-00000000ffff' },
      { ...claims, purpose: 'access' },
      { ...claims, generation: 2 },
      { ...claims, iss: 'https://tenantry.test/a/account-2' },
      { ...claims, scope: 1 },
      { ...claims, more: 1 },
    ])
      expect(await refreshed(await signed(other))).toBe(401);
    expect(await refreshed(await signed(claims))).toBe(200);
    expect(await refreshed(await signed(claims))).toBe(401);
  });
});

import { ApiKeyId, createApplication, makeApiKey, parseApiKey } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { chosen, inMemory, openCustomer, openHouse, password, wrong } from './house.ts';
import { storeWith } from './store-with.ts';

const ann = 'ann@example.com';

/** A customer with a key, and with Ann, who has chosen her password. */
const begin = async () => {
  const house = await openHouse(inMemory);
  const { app } = house;
  const { id: account } = await openCustomer(house, house.master, ann);
  expectOk(await app.invitations.accept({ token: await house.tokenFor(ann), ...chosen }, {}));
  const key = expectOk(await app.keys.create({ account }, { caller: house.master }));
  const text = key.text?.reveal() ?? '';
  const context = { caller: house.master };
  return {
    ...house,
    account,
    context,
    key: key.id,
    text,
    signIn: { account, email: ann, password },
  };
};

describe('an API key', () => {
  it('is missing where nothing is presented, and wrong where it is not the whole text', async () => {
    const { app, key, text } = await begin();
    const missing = { ok: false, error: { kind: 'NotAuthenticated', reason: 'missing' } };
    expect(await app.keys.authenticate({})).toEqual(missing);
    expect(await app.keys.authenticate({ key: '' })).toEqual(missing);
    const secret = Uint8Array.from({ length: 20 }, () => 7);
    const forged = makeApiKey(ApiKeyId.parse(key), secret).text.reveal();
    const unknown = makeApiKey(ApiKeyId.parse(crypto.randomUUID()), secret).text.reveal();
    for (const other of ['x', text.slice(1), text.toUpperCase(), forged, unknown]) {
      expect(await app.keys.authenticate({ key: other })).toEqual(wrong);
      expect(await app.sessions.issue({ grant: 'api_key', key: other })).toEqual(wrong);
    }
    expect(parseApiKey(forged)?.id).toBe(key);
  });

  it('is a caller, and opens nothing while its account is suspended', async () => {
    const { app, account, context, key, text } = await begin();
    const caller = {
      accountId: account,
      power: 'manage',
      proof: { kind: 'key', id: key, lineage: key },
    };
    expect(expectOk(await app.keys.authenticate({ key: text, channel: 'web' }))).toEqual({
      ...caller,
      channel: 'web',
    });
    const { token } = expectOk(await app.sessions.issue({ grant: 'api_key', key: text }));
    const present = () => app.sessions.authenticateToken({ token: token.reveal(), userName: 'J' });
    expect(expectOk(await present())).toEqual({
      ...caller,
      channel: 'api',
      userName: 'J',
      scopes: [],
    });
    expectOk(await app.accounts.suspend({ account }, context));
    expect(await app.keys.authenticate({ key: text })).toEqual(wrong);
    expect(await present()).toEqual(wrong);
    expectOk(await app.accounts.reactivate({ account }, context));
    expectOk(await app.keys.authenticate({ key: text }));
    expectOk(await present());
  });

  it('is noted as used by a token in its place, too', async () => {
    const { app, clock, account, context, key, text } = await begin();
    const { token } = expectOk(await app.sessions.issue({ grant: 'api_key', key: text }));
    const used = async () =>
      expectOk(await app.keys.list({ account }, context)).items.find(({ id }) => id === key)
        ?.lastUsedAt;
    const first = clock.now();
    await expect.poll(used).toEqual(first);
    clock.advance(299);
    expectOk(await app.sessions.authenticateToken({ token: token.reveal() }));
    expect(await used()).toEqual(first);
    clock.advance(1);
    expectOk(await app.sessions.authenticateToken({ token: token.reveal() }));
    await expect.poll(used).toEqual(clock.now());
  });

  it('is made for an account that is there and not closed, by who may manage it', async () => {
    const { app, account, context, clock } = await begin();
    const weak = { caller: { ...context.caller, power: 'provision' as const } };
    expect(await app.keys.create({ account }, weak)).toEqual({
      ok: false,
      error: { kind: 'NotPermitted', needed: 'manage' },
    });
    const absent = { ok: false, error: { kind: 'AccountNotFound' } };
    expect(await app.keys.create({ account: 'x' }, context)).toEqual(absent);
    expect(await app.keys.create({ account: 1_000_000 }, context)).toEqual(absent);
    expect(await app.keys.create({ power: 'x', expiresAt: 'x' }, context)).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [
          {
            path: ['power'],
            code: 'unknown',
            message: 'must be one of read, provision, manage',
          },
          {
            path: ['expiresAt'],
            code: 'format',
            message: 'must be a time as in 2027-01-31T12:00:00Z',
          },
        ],
      },
    });
    expect(await app.keys.create({ expiresAt: 'x' }, context)).toMatchObject({
      error: { issues: [{ path: ['expiresAt'] }] },
    });
    expect(await app.keys.create({ power: 'x' }, context)).toMatchObject({
      error: { issues: [{ path: ['power'] }] },
    });
    const now = clock.now().toISOString();
    expect(await app.keys.create({ expiresAt: now }, context)).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [{ path: ['expiresAt'], code: 'format', message: 'must be a time to come' }],
      },
    });
    expectOk(await app.accounts.close({ account }, context));
    const closed = { ok: false, error: { kind: 'AccountClosed' } };
    expect(await app.keys.create({ account }, context)).toEqual(closed);
  });

  it('is not rotated where its account is closed, and not found where it is over', async () => {
    const { app, account, context, key } = await begin();
    const gone = { ok: false, error: { kind: 'KeyNotFound' } };
    expectOk(await app.keys.revoke({ key }, context));
    expect(await app.keys.rotate({ key }, context)).toEqual(gone);
    const second = expectOk(await app.keys.create({ account }, context));
    expectOk(await app.accounts.close({ account }, context));
    const rotated = await app.keys.rotate({ key: second.id }, context);
    expect(rotated).toMatchObject({
      ok: false,
      error: { kind: expect.stringMatching(/^(AccountClosed|KeyNotFound)$/) },
    });
  });

  it.each([
    ['used', 0],
    ['revoked', 0],
    ['left for more than 10 minutes', 601],
  ] as const)('is not shown again where it was %s', async (what, seconds) => {
    const { app, account, context, clock } = await begin();
    const create = () => app.keys.create({ account }, { ...context, idempotencyKey: 'k' });
    const made = expectOk(await create());
    clock.advance(seconds === 0 ? 0 : seconds - 1);
    expect(expectOk(await create()).text?.reveal()).toBe(made.text?.reveal());
    clock.advance(1);
    if (what === 'used') expectOk(await app.keys.authenticate({ key: made.text?.reveal() ?? '' }));
    if (what === 'revoked') expectOk(await app.keys.revoke({ key: made.id }, context));
    await expect.poll(create).toEqual({ ok: true, replayed: true, value: { id: made.id } });
  });
});

describe('a token of a person', () => {
  it('ends with its session, and one that was issued without a session does not', async () => {
    const { app, signIn } = await begin();
    const session = expectOk(await app.sessions.signIn(signIn));
    const issued = expectOk(
      await app.sessions.issue({ grant: 'password', ...signIn, scope: 'kyc:api' }),
    );
    const present = (token: string) => app.sessions.authenticateToken({ token });
    expect(expectOk(await present(session.accessToken.reveal())).scopes).toEqual([]);
    expect(expectOk(await present(issued.token.reveal())).scopes).toEqual(['kyc:api']);
    const refreshToken = session.refreshToken.reveal();
    expectOk(await app.sessions.refresh({ refreshToken }));
    expect(await app.sessions.refresh({ refreshToken })).toEqual(wrong);
    expect(await present(session.accessToken.reveal())).toEqual(wrong);
    expectOk(await present(issued.token.reveal()));
  });

  it('is another thing than nothing', async () => {
    const { app } = await begin();
    for (const token of ['', 'x', 'a.b.c'])
      expect(await app.sessions.authenticateToken({ token })).toEqual(wrong);
  });
});

describe('a token', () => {
  it('is given for a key or a password, and for nothing else', async () => {
    const { app } = await begin();
    const said: object = { grant: 'friendship' };
    expect(await app.sessions.issue({ grant: 'api_key', key: 'x', ...said })).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [{ path: ['grant'], code: 'unknown', message: 'must be one of api_key, password' }],
      },
    });
  });

  it('opens nothing besides where its scope is not known here', async () => {
    const { ports, text } = await begin();
    const { secrets } = ports;
    const later = createApplication(
      {
        ...ports,
        secrets: {
          ...secrets,
          signToken: (claims) => secrets.signToken({ ...claims, scope: 'of:tomorrow' }),
        },
      },
      { publicUrl: 'https://tenantry.test' },
    );
    const issue = { grant: 'api_key', key: text, scope: 'kyc:api' } as const;
    const { token } = expectOk(await later.sessions.issue(issue));
    const presented = { token: token.reveal() };
    expect(expectOk(await later.sessions.authenticateToken(presented)).scopes).toEqual([]);
  });
});

describe('a name and a password', () => {
  it('are counted by themselves, each name that can be none', async () => {
    const { app } = await begin();
    const present = (userName: string) => app.sessions.signIn({ userName, password });
    for (let time = 0; time < 10; time++) expect(await present('\0')).toEqual(wrong);
    expect(await present('\0')).toMatchObject({ error: { kind: 'TooManyTries' } });
    expect(await present('\0\0')).toEqual(wrong);
  });

  it('are looked for in no account where a mailbox alone has none', async () => {
    const { ports } = await begin();
    const asked: unknown[] = [];
    const persistence = storeWith(ports.persistence, {
      reads: ({ membershipByMailbox }) => ({
        membershipByMailbox: (account, email) => {
          asked.push(account);
          return membershipByMailbox(account, email);
        },
      }),
    });
    const settings = { publicUrl: 'https://tenantry.test' };
    const { sessions } = createApplication({ ...ports, persistence }, settings);
    // Hers opens every account of hers, so that none is meant; the other one is nobody's.
    for (const userName of [ann, 'nobody@example.com'])
      expect(await sessions.signIn({ userName, password })).toEqual(wrong);
    expect(asked).toEqual([]);
  });

  it('are wrong without a word or a look where both are empty', async () => {
    const { app, signIn } = await begin();
    const present = (name: string, given: string) =>
      app.sessions.authenticatePassword({ name, password: given });
    for (const [name, given] of [
      ['', ''],
      ['', password],
      [ann, ''],
      [`${signIn.account}/${ann}`, ''],
    ] as const)
      expect(await present(name, given)).toEqual(wrong);
    expect(expectOk(await present(`${signIn.account}/${ann}`, password))).toMatchObject({
      accountId: signIn.account,
      power: 'manage',
      proof: { kind: 'user' },
      channel: 'api',
    });
  });

  it('leave a password as it is that does not lapse', async () => {
    const { ports, signIn } = await begin();
    let replaced = 0;
    const persistence = storeWith(ports.persistence, {
      writes: ({ replaceCredential }) => ({
        replaceCredential: (...given) => {
          replaced += 1;
          return replaceCredential(...given);
        },
      }),
    });
    const settings = { publicUrl: 'https://tenantry.test' };
    const { sessions } = createApplication({ ...ports, persistence }, settings);
    expectOk(await sessions.signIn(signIn));
    expectOk(await sessions.issue({ grant: 'password', ...signIn }));
    expect(replaced).toBe(0);
  });

  it('that change prove what is changed, and name what is wrong with the new one', async () => {
    const { app, signIn } = await begin();
    const change = (newPassword: string, newPasswordConfirmation: string) =>
      app.passwords.change({ ...signIn, newPassword, newPasswordConfirmation }, {});
    expect(await change('zq7!', 'other')).toMatchObject({
      error: {
        kind: 'Invalid',
        issues: [
          { path: ['newPassword'], code: 'tooShort' },
          { path: ['newPasswordConfirmation'], code: 'mismatch' },
        ],
      },
    });
    expect(await change(`of ${ann}`, `of ${ann}`)).toMatchObject({
      error: { issues: [{ path: ['newPassword'], code: 'personal' }] },
    });
    expectOk(await change('quite another one', 'quite another one'));
    expect(await app.sessions.signIn(signIn)).toEqual(wrong);
    expectOk(await app.sessions.signIn({ ...signIn, password: 'quite another one' }));
  });

  it('a reset is asked for a mailbox, and for nothing else', async () => {
    const { app } = await begin();
    expect(await app.passwords.requestReset({ email: 'x' }, {})).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [
          {
            path: ['email'],
            code: 'format',
            message: 'must be an e-mail address such as jane@example.com',
          },
        ],
      },
    });
    for (const [email, code] of [
      [5, 'type'],
      [undefined, 'required'],
    ] as const) {
      const said: object = { email };
      expect(await app.passwords.requestReset({ email: ann, ...said }, {})).toMatchObject({
        error: { kind: 'Invalid', issues: [{ path: ['email'], code }] },
      });
    }
  });
});

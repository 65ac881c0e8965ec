import {
  ApiKeyId,
  err,
  type Later,
  makeApiKey,
  ok,
  type PasswordHasher,
  type Persistence,
  type Result,
} from '@tenantry/domain';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { clientOf, codeOf, faultsOf, type Text } from './management-client.ts';
import { quickHasher } from './quick-hasher.ts';

let installation: Installation;
let client: ReturnType<typeof clientOf>;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation);
});

const email = 'master@tenantry.test';

/** Who a token stands for. */
const callerOf = async ({ body }: { readonly body: { readonly access_token?: string } }) =>
  expectOk(
    await installation.app.sessions.authenticateToken({ token: body.access_token ?? 'none' }),
  );

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('a token for an API key', () => {
  it.each<[string, (key: string) => readonly [object, Readonly<Record<string, string>>?]]>([
    ['the body, as key', (key) => [{ key }]],
    ['the body, as apiKey', (apiKey) => [{ apiKey }]],
    ['the body, as api_key', (api_key) => [{ api_key }]],
    ['the header api_key', (api_key) => [{}, { api_key }]],
    ['Authorization', (key) => [{}, bearer(key)]],
    ['Authorization, in another case', (key) => [{}, { Authorization: `bEARER ${key}` }]],
    ['both headers', (key) => [{}, { api_key: key, ...bearer(key) }]],
    [
      'every place',
      (key) => [
        { key, apiKey: key, api_key: key },
        { api_key: key, ...bearer(key) },
      ],
    ],
  ])('is given where the key stands in %s', async (_, place) => {
    const [body, headers] = place(installation.key);
    const answer = await client.token({ grant: 'api_key', ...body }, headers);
    expect(answer.body).toMatchObject({ expires_in: 604_800, account: installation.master.id });
    expect(answer.body).not.toHaveProperty('scope');
    expect(await callerOf(answer)).toMatchObject({
      accountId: installation.master.id,
      power: 'manage',
      scopes: [],
    });
  });

  it('has the power of the key, and the scope that was asked for', async () => {
    const { account } = await installation.customer('Child');
    const key = await installation.keyOf(account, 'read');
    const answer = await client.token({ grant: 'api_key', key, scope: 'kyc:api' });
    expect(answer.body).toMatchObject({ scope: 'kyc:api', account: account.id });
    expect(await callerOf(answer)).toMatchObject({ power: 'read', scopes: ['kyc:api'] });
  });

  it('is good for as long as policy says, and no longer than the key', async () => {
    const lifetimes = { invitation: 60, passwordReset: 60, accessToken: 3600 };
    const policy = { lifetimes: { ...lifetimes, refreshToken: 60, generatedPassword: 60 } };
    installation = await openInstallation({ policy });
    const { key, master, persistence, ports, clock } = installation;
    const ask = clientOf(installation).token;
    expect((await ask({ grant: 'api_key', key })).body['expires_in']).toBe(3600);
    const passing = makeApiKey(ApiKeyId.parse(ports.ids.uuid()), ports.secrets.random(20));
    const createdAt = clock.now();
    await persistence.transact(async ({ access }) => {
      const hash = ports.secrets.digest(passing.text.reveal());
      const expiresAt = new Date(createdAt.getTime() + 60_000);
      const { id } = passing;
      const accountId = master.id;
      const key = { id, lineage: id, accountId, hash, power: 'read' as const };
      return ok(await access.addKey({ ...key, createdAt, expiresAt }));
    });
    clock.advance(0.5);
    const answer = await ask({ grant: 'api_key', key: passing.text.reveal() });
    expect(answer.body['expires_in']).toBe(60);
    clock.advance(59.4);
    expect(await callerOf(answer)).toMatchObject({ power: 'read' });
    clock.advance(0.1);
    const { app } = installation;
    const token = answer.body.access_token ?? '';
    expect(await app.sessions.authenticateToken({ token })).toMatchObject({ ok: false });
  });

  it.each<[string, (key: string, other: string) => readonly [object, object?]]>([
    ['another in a header', (key, other) => [{ key }, { api_key: other }]],
    ['another as bearer', (key, other) => [{ key }, bearer(other)]],
    ['two in the headers', (key, other) => [{}, { api_key: key, ...bearer(other) }]],
    ['one that was sent twice', (key) => [{}, { api_key: `${key}, ${key}` }]],
    ['one that was sent twice, beside the body', (key) => [{ key }, { api_key: `${key}, ${key}` }]],
    ['Basic beside it', (key) => [{ key }, { Authorization: 'Basic dTpw' }]],
    ['Basic alone', () => [{}, { Authorization: 'Basic dTpw' }]],
    ['no scheme', (key) => [{}, { Authorization: key }]],
    ['an empty Authorization', (key) => [{ key }, { Authorization: '' }]],
    ['one that is empty', () => [{ key: '' }]],
    ['one that is no key', () => [{ key: 'tenantry_x' }]],
  ])('is refused for %s', async (_, place) => {
    const other = await installation.keyOf(installation.master, 'manage');
    const [body, headers] = place(installation.key, other);
    const answer = await client.token({ grant: 'api_key', ...body }, { ...headers });
    expect(codeOf(answer)).toBe('401 NotAuthenticated');
    expect(answer.text).not.toContain('tenantry_');
  });

  it('is refused for a token in the place of the key', async () => {
    const { body } = await client.token({ grant: 'api_key', key: installation.key });
    const token = body.access_token ?? '';
    for (const fields of [{ key: token }, {}])
      expect(codeOf(await client.token({ grant: 'api_key', ...fields }, bearer(token)))).toBe(
        '401 NotAuthenticated',
      );
  });

  it('is refused for names of the key that say different things', async () => {
    const { key } = installation;
    const answer = await client.token({ grant: 'api_key', apiKey: key, api_key: 'x' });
    expect(codeOf(answer)).toBe('422 Invalid');
    expect(faultsOf(answer)).toEqual(['/api_key: mismatch']);
    const mistyped = await client.token({ grant: 'api_key', api_key: 5 });
    expect(faultsOf(mistyped)).toEqual(['/api_key: type']);
  });
});

describe('a token for a password', () => {
  it.each<[string, (given: Installation) => object]>([
    ['a user name', () => ({ userName: email })],
    ['a user name in another case', () => ({ userName: ' MASTER@tenantry.TEST ' })],
    ['an account’s id', ({ master }) => ({ account: master.id, email })],
    ['an account’s id in capitals', ({ master }) => ({ account: master.id.toUpperCase(), email })],
    ['an account’s number', ({ master }) => ({ account: master.number, email })],
    ['an account’s number in digits', ({ master }) => ({ account: `${master.number}`, email })],
    ['an account’s address', ({ master }) => ({ account: master.address, email })],
    [
      'a mailbox spelled otherwise',
      ({ master }) => ({ account: master.id, email: ` ${email.toUpperCase()} ` }),
    ],
  ])('is given to %s', async (_, name) => {
    const { password, master } = installation;
    const body = { grant: 'password', ...name(installation), password, scope: 'kyc:api' };
    const answer = await client.token(body);
    expect(answer.body).toMatchObject({
      expires_in: 604_800,
      scope: 'kyc:api',
      account: master.id,
    });
    expect(await callerOf(answer)).toMatchObject({
      accountId: master.id,
      power: 'manage',
      proof: { kind: 'user' },
      scopes: ['kyc:api'],
    });
  });

  it('is a door for whoever was registered with a password', async () => {
    const password = 'Registered, with blanks ';
    const { account } = expectOk(
      await installation.app.registers.register(
        {
          firstName: 'Jane',
          lastName: 'Doe',
          email: 'jane@example.com',
          password,
          passwordConfirmation: password,
        },
        { caller: installation.app.as.account(installation.master.id) },
      ),
    );
    const body = { grant: 'password', account: account.address, email: 'jane@example.com' };
    const answer = await client.token({ ...body, password });
    expect(answer.body).toMatchObject({ account: account.id });
    expect(codeOf(await client.token({ ...body, password: password.trim() }))).toBe(
      '401 NotAuthenticated',
    );
  });

  it('is refused in one way for whatever is wrong', async () => {
    const { password, master } = installation;
    const stranger = await installation.stranger();
    const invited = { name: 'Invited', email: 'invited@example.com' };
    const { account } = expectOk(
      await installation.app.customers.create(
        { name: 'Child', users: [invited] },
        { caller: installation.app.as.account(master.id) },
      ),
    );
    const wrong = [
      { account: master.id, email, password: `${password}x` },
      { account: master.id, email, password: '' },
      { account: master.id, email: 'nobody@tenantry.test', password },
      { account: master.id, email: 'no mailbox', password },
      { account: stranger.account.id, email, password },
      { account: 4711, email, password },
      { account: '', email, password },
      { account: -1.5, email, password },
      { account: account.id, email: invited.email, password: '' },
      { userName: 'nobody', password },
      { userName: '', password },
      { userName: '\ud800', password },
      { userName: 'x'.repeat(100_000), password: 'y'.repeat(100_000) },
    ];
    const shown = new Set<string>();
    for (const body of wrong) {
      const answer = await client.token({ grant: 'password', ...body });
      expect(codeOf(answer)).toBe('401 NotAuthenticated');
      const { requestId: _, ...rest } = answer.body;
      shown.add(JSON.stringify([rest, [...answer.headers.keys()]]));
    }
    expect(shown.size).toBe(1);
  });

  it('is refused where a header presents anything besides', async () => {
    const { password, key } = installation;
    const body = { grant: 'password', userName: email, password };
    for (const fields of [
      { api_key: key },
      bearer(key),
      { Authorization: `Basic ${btoa(`${email}:${password}`)}` },
    ])
      expect(codeOf(await client.token(body, fields))).toBe('401 NotAuthenticated');
    expect((await client.token(body, { api_key: '' })).status).toBe(200);
  });

  it('is to be had again only after a while, once it was guessed at too often', async () => {
    const { clock, password } = installation;
    const guess = (given: string) =>
      client.token({ grant: 'password', userName: email, password: given });
    for (let time = 0; time < 10; time++)
      expect(codeOf(await guess(`wrong ${time}`))).toBe('401 NotAuthenticated');
    clock.advance(100);
    for (const given of ['wrong', password]) {
      const answer = await guess(given);
      expect(codeOf(answer)).toBe('429 TooManyTries');
      expect(answer.headers.get('Retry-After')).toBe('800');
    }
    // A key costs no tries, and needs none.
    expect((await client.token({ grant: 'api_key', key: installation.key })).status).toBe(200);
    clock.advance(800);
    expect((await guess(password)).status).toBe(200);
  });
});

describe('a request for a token', () => {
  it('has every fault named at its place', async () => {
    const answer = await client.token({
      grant: 'password',
      account: true,
      email: null,
      remember: true,
      'a/b~c': 1,
      scope: 'admin',
    });
    expect(codeOf(answer)).toBe('422 Invalid');
    expect(faultsOf(answer).toSorted()).toEqual([
      '/account: type',
      '/a~1b~0c: unknown',
      '/email: required',
      '/password: required',
      '/remember: unknown',
      '/scope: unknown',
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['{}', ['/grant: required']],
    ['{"grant":"refresh_token"}', ['/grant: unknown']],
    ['{"grant":"api_key"}', ['/key: required']],
    ['{"grant":"api_key","key":"a","key":"b"}', ['/key: duplicate']],
    ['{"grant":{"x":1,"x":2}}', ['/grant/x: duplicate', '/grant: unknown']],
    ['{"grant":"api_key","key":"a","__proto__":{"scope":"x"}}', ['/__proto__: unknown']],
    ['{"grant":"api_key","key":"a","password":"b"}', ['/password: unknown']],
    ['{"grant":"password","apiKey":"a","userName":"u","password":"b"}', ['/apiKey: unknown']],
  ])('is told of %s', async (body, faults) => {
    const answer = await client.tokenRaw(body);
    expect(answer.status).toBe(422);
    expect(faultsOf(answer)).toEqual(faults);
  });

  it.each<[string, Text, string]>([
    ['empty', '', ': format'],
    ['no JSON', '{"grant":', ': format'],
    ['a form', 'grant=password', ': format'],
    ['a list', '[]', ': type'],
    ['null', 'null', ': type'],
    ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), ': characters'],
    ['behind a byte order mark', '\ufeff{}', ': format'],
  ])('cannot be read where its body is %s', async (_, body, fault) => {
    const answer = await client.tokenRaw(body);
    expect(codeOf(answer)).toBe('400 MalformedRequest');
    expect(faultsOf(answer)).toEqual([fault]);
  });

  it('may have an Idempotency-Key, which must be one and has no effect', async () => {
    const { key } = installation;
    const fields = { 'Idempotency-Key': '"one"' };
    for (const body of [{ key }, { key, scope: 'kyc:api' }]) {
      const answer = await client.token({ grant: 'api_key', ...body }, fields);
      expect(answer.status).toBe(200);
      expect(answer.headers.has('Idempotent-Replayed')).toBe(false);
    }
    const malformed = { 'Idempotency-Key': 'a b' };
    const answer = await client.token({ grant: 'api_key', key }, malformed);
    expect(codeOf(answer)).toBe('400 MalformedRequest');
    expect(faultsOf(answer)).toEqual(['Idempotency-Key: characters']);
    expect(faultsOf(await client.token({ 'Idempotency-Key': 1 }, malformed))).toEqual([
      'Idempotency-Key: characters',
      '/grant: required',
      '/Idempotency-Key: unknown',
    ]);
    expect(faultsOf(await client.tokenRaw('{', malformed))).toEqual([
      'Idempotency-Key: characters',
      ': format',
    ]);
  });

  it.each([
    null,
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'application/json, application/json',
  ])('must be JSON, and not %s', async (type) => {
    const body = new TextEncoder().encode('{');
    expect(codeOf(await client.tokenRaw(body, { 'Content-Type': type }))).toBe(
      '415 UnsupportedMediaType',
    );
  });

  it('may have 1 MiB, and names a hundred strangers in it at most', async () => {
    const strangers = Array.from({ length: 50_000 }, (_, at) => [`stranger${at}`, 0] as const);
    const answer = await client.token(Object.fromEntries(strangers));
    expect(answer.body.errors).toHaveLength(101);
    expect(answer.text.length).toBeLessThan(20_000);
    expect(codeOf(await client.tokenRaw('['.repeat(1_048_576)))).toBe('400 MalformedRequest');
    expect(codeOf(await client.tokenRaw(' '.repeat(1_048_577)))).toBe('413 BodyTooLarge');
  });

  it('may break off', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    const { http } = installation;
    const init = {
      method: 'POST',
      body: broken,
      duplex: 'half',
      headers: { 'Content-Type': 'application/json' },
    } as const;
    const response = await http.fetch(new Request('http://host/v1/tokens', init));
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { code: 'BodyIncomplete' },
    ]);
  });

  it('is a POST', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await client.send(method, '/v1/tokens');
      expect(codeOf(answer)).toBe('405 MethodNotAllowed');
      expect(answer.headers.get('Allow')).toBe('POST, OPTIONS');
    }
    for (const path of ['/v1', '/v1/', '/v1/token', '/v1/tokens/', '/v1/Tokens', '/v1/tokens/1'])
      expect(codeOf(await client.send('POST', path))).toBe('404 PathNotFound');
  });

  it('takes nothing from the query', async () => {
    const { http, key } = installation;
    const response = await http.fetch(
      new Request(`http://host/v1/tokens?grant=api_key&key=${key}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"grant":"api_key"}',
      }),
    );
    expect(response.status).toBe(422);
    expect(JSON.stringify(installation.lines)).not.toContain(key);
  });

  it('is answered, whatever it holds, and never with a fault of ours', async () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('api_key', 'password', 'kyc:api', email, installation.key),
    );
    const names = fc.oneof(
      fc.constantFrom(
        'grant',
        'key',
        'apiKey',
        'userName',
        'account',
        'email',
        'password',
        'scope',
      ),
      fc.string(),
    );
    const proofs = fc.option(fc.constantFrom(installation.key, 'x', 'Basic eDp5', 'Bearer x'), {
      nil: null,
    });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, values), proofs, async (body, proof) => {
        const fields = { api_key: proof, Authorization: proof };
        const { status } = await client.token(body, fields);
        expect([200, 401, 422, 429]).toContain(status);
      }),
      { numRuns: rounds(100) },
    );
  });
});

describe('what goes wrong on our side', () => {
  const body = { grant: 'password', userName: email, password: 'guess' };

  it('is Busy where too much is being hashed', async () => {
    const later: Later<'Busy'> = { kind: 'Busy', retryAfter: 2 };
    const hasher: PasswordHasher = { ...quickHasher(), verify: async () => err(later) };
    const answer = await clientOf(await openInstallation({ hasher })).token(body);
    expect(codeOf(answer)).toBe('503 Busy');
    expect(answer.headers.get('Retry-After')).toBe('2');
  });

  it('is Unavailable where the store is', async () => {
    const later: Later<'Unavailable'> = { kind: 'Unavailable', retryAfter: 0.3 };
    const answer = await clientOf(await failing(() => Promise.resolve(err(later)))).token(body);
    expect(codeOf(answer)).toBe('503 Unavailable');
    expect(answer.headers.get('Retry-After')).toBe('1');
  });

  it('is a fault otherwise, of which nothing is shown', async () => {
    const broken = await failing(() => Promise.reject(new Error('SELECT hash FROM app_user')));
    const answer = await clientOf(broken).token(body);
    expect(codeOf(answer)).toBe('500 Fault');
    expect(answer.text).not.toMatch(/SELECT|\.ts|guess/);
    expect(broken.lines.map(({ level }) => level)).toEqual(['error', 'info']);
  });
});

/** An installation whose units all end in one way, once it has been made. */
async function failing(end: () => Promise<Result<never, Later<'Unavailable'>>>) {
  let isBroken = false;
  const around = (persistence: Persistence): Persistence => ({
    ...persistence,
    transact: (work) => (isBroken ? end() : persistence.transact(work)),
  });
  const opened = await openInstallation({ hasher: quickHasher(), around });
  isBroken = true;
  return opened;
}

describe('what can be seen of it', () => {
  it('is the account in the access log, and no secret in any line, event or reply', async () => {
    const { key, password, lines, master, persistence } = installation;
    const given = await client.token({ grant: 'api_key', key });
    const tokens = [given.body.access_token ?? ''];
    const answers = [
      given,
      await client.token({ grant: 'password', userName: email, password }),
      await client.token({ grant: 'password', userName: 'canary', password: 'canary' }),
      await client.token({ grant: 'password', key, userName: email, password }),
      await client.token({ grant: 'api_key', key }, { Authorization: `Basic ${password}` }),
      await client.token({ grant: 'api_key' }, bearer(tokens[0] ?? '')),
      await client.tokenRaw(`{"grant": "api_key", "key": "${key}" "${password}"}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 422, 401, 401, 400]);
    tokens.push(answers[1]?.body.access_token ?? '');
    const said = answers.map(({ text, body }) => text.replaceAll(body.access_token ?? '\0', ''));
    const kept = await persistence.read(({ records }) =>
      records.events('installation', { limit: 1000 }),
    );
    const seen = JSON.stringify([said, lines, kept]);
    for (const secret of [key, key.slice(-20), password, 'canary', ...tokens])
      expect(seen).not.toContain(secret);
    expect(tokens.map((token) => seen.includes(token.slice(-20)))).toEqual([false, false]);
    expect(lines.map(({ facts }) => [facts['route'], facts['account']])).toEqual([
      ['/v1/tokens', master.id],
      ['/v1/tokens', master.id],
      ...Array.from({ length: 5 }, () => ['/v1/tokens', undefined]),
    ]);
  });
});

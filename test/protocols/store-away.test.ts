import { err, type Persistence, type Result, StoreUnavailable, type Unit } from '@tenantry/domain';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

/** A store that is away at one call, counted from when it was said, and there at all others. */
const flickering = () => {
  let left = Number.POSITIVE_INFINITY;
  const isAway = (): boolean => left-- === 0;
  return {
    around: (persistence: Persistence): Persistence => ({
      ...persistence,
      read: async (work) => {
        if (isAway()) throw new StoreUnavailable('hunter2');
        return persistence.read(work);
      },
      transact: async <T, E>(work: (unit: Unit) => Promise<Result<T, E>>) =>
        isAway()
          ? err({ kind: 'Unavailable' as const, retryAfter: 1 })
          : persistence.transact(work),
    }),
    awayAt: (call: number): void => {
      left = call;
    },
    /** Whether it has been away since that was said. */
    wasAway: (): boolean => left < 0,
  };
};

const url = 'https://tenantry.test';
const json = { 'Content-Type': 'application/json' };

/** A request of each operation, made to succeed once. */
async function requestsTo({ app, master, key, password }: Installation) {
  const context = { caller: app.as.account(master.id) };
  const customer = expectOk(await app.customers.create({ name: 'Customer' }, context));
  const contact = {
    firstName: 'Jane',
    lastName: 'Doe',
    email: 'jane@example.com',
    phone: '+390612345',
  };
  const parent = master.id;
  const partner = expectOk(
    await app.partners.create(
      { parent, name: 'Partner', contact: { ...contact, userName: 'jane' } },
      context,
    ),
  ).account;
  const pair = expectOk(
    await app.sessions.signIn({
      address: master.address,
      email: 'master@tenantry.test',
      password,
    }),
  );
  const registered = expectOk(await app.registers.open({ email: 'own@example.com' }, context))
    .register.account;
  const [owner] = expectOk(await app.members.list({ account: registered.id }, context)).items;
  const invitee = expectOk(
    await app.members.invite(
      { account: registered.id, name: 'Joe Doe', email: 'joe.doe@example.com' },
      context,
    ),
  );
  const issued = expectOk(await app.keys.create({ account: registered.id }, context));
  const attempt = (name: string) => ({ 'Idempotency-Key': name });
  const byKey = { api_key: key };
  const basic = {
    Authorization: `Basic ${Buffer.from(`master@tenantry.test:${password}`).toString('base64')}`,
  };
  const token = { Authorization: `Bearer ${pair.accessToken.reveal()}` };
  const v2 = { ...byKey, 'X-Frankie-CustomerID': master.id };
  const v8 = `/a/${master.address}/api/v8`;
  const signIn = { login: 'master@tenantry.test', password };
  const refresh = { refresh_token: pair.refreshToken.reveal() };
  const person = {
    Firstname: 'Joe',
    Lastname: 'Doe',
    Email: 'joe@example.com',
    Password: 'nine blue kettles',
    PasswordConfirmation: 'nine blue kettles',
  };
  const get = (operation: string, path: string, headers: object = {}) =>
    ({ operation: `GET ${operation}`, method: 'GET', path, headers: { ...headers } }) as const;
  const send = (operation: string, path: string, headers: object, body: object) => ({
    operation,
    method: operation.split(' ')[0] ?? '',
    path,
    headers: { ...json, ...headers, ...attempt(operation.replaceAll(/\W/g, '-')) },
    body: JSON.stringify(body),
  });
  const under = '/a/:address/api/v8';
  const account = `/v1/accounts/${customer.account.id}`;
  const ofAccount = (change: string) =>
    send(`POST /v1/accounts/:account/${change}`, `${account}/${change}`, byKey, {});
  const ofMember = (change: string, { id } = invitee) =>
    send(`POST /v1/members/:member/${change}`, `/v1/members/${id}/${change}`, byKey, {});
  return [
    send('POST /v1/tokens', '/v1/tokens', {}, { grant: 'api_key', key }),
    get('/v1/accounts', '/v1/accounts?kind=customer', byKey),
    send('POST /v1/accounts', '/v1/accounts', byKey, { kind: 'customer', name: 'Ours' }),
    get('/v1/accounts/:account', account, byKey),
    send(
      'PATCH /v1/accounts/:account',
      account,
      { ...byKey, 'If-Match': '*' },
      { configurations: { billing: {} } },
    ),
    get('/v1/accounts/:account/children', `/v1/accounts/${master.id}/children`, byKey),
    get('/v1/accounts/:account/subtree', `/v1/accounts/${master.id}/subtree`, byKey),
    get('/v1/accounts/:account/members', `/v1/accounts/${registered.id}/members`, byKey),
    send('POST /v1/accounts/:account/members', `${account}/members`, byKey, {
      name: 'Jane Doe',
      email: 'jane@example.com',
    }),
    get('/v1/members/:member', `/v1/members/${invitee.id}`, byKey),
    send('PATCH /v1/members/:member', `/v1/members/${invitee.id}`, byKey, { name: 'Joe Roe' }),
    ofMember('disable', owner),
    ofMember('enable', owner),
    ofMember('resend'),
    ofMember('revoke'),
    get('/v1/accounts/:account/keys', `/v1/accounts/${registered.id}/keys`, byKey),
    send('POST /v1/accounts/:account/keys', `${account}/keys`, byKey, { power: 'read' }),
    send('POST /v1/keys/:key/rotate', `/v1/keys/${issued.id}/rotate`, byKey, {}),
    send('POST /v1/keys/:key/revoke', `/v1/keys/${issued.id}/revoke`, byKey, {}),
    send(
      'POST /v1/accounts/:account/phrase-checks',
      `/v1/accounts/${partner.id}/phrase-checks`,
      byKey,
      { phrase: 'four blue kettles' },
    ),
    get('/v1/events', `/v1/events?account=${registered.id}&limit=1`, byKey),
    send(
      'POST /v2/customers',
      '/v2/customers',
      { ...v2, 'X-Frankie-CustomerID': customer.account.id },
      {
        customer: { name: 'Below' },
      },
    ),
    get('/v2/customers/:customerChildId', `/v2/customers/${customer.account.number}`, v2),
    send('POST /api/v1/partners', '/api/v1/partners', basic, {
      name: 'Other',
      parent: { name: 'Master' },
      contact: { ...contact, userName: 'other' },
    }),
    get('/api/v1/partners', '/api/v1/partners?partner=Partner', basic),
    get('/api/v1/partners/:id', `/api/v1/partners/${partner.number}`, basic),
    send('PATCH /api/v1/partners/:id', `/api/v1/partners/${partner.number}`, basic, {
      name: 'Renamed',
      parent: { id: master.number },
    }),
    get(`${under}/auth`, `${v8}/auth?${new URLSearchParams(signIn).toString()}`),
    send(`POST ${under}/auth`, `${v8}/auth`, {}, signIn),
    get(`${under}/refresh`, `${v8}/refresh?${new URLSearchParams(refresh).toString()}`),
    send(`POST ${under}/partners`, `${v8}/partners`, token, { email: 'sub@example.com' }),
    get(`${under}/partners`, `${v8}/partners`, token),
    send(`POST ${under}/apps`, `${v8}/apps`, token, { name: 'Shop' }),
    get(`${under}/apps`, `${v8}/apps`, token),
    send(
      'POST /api/v1/admin/accounts/:id',
      `/api/v1/admin/accounts/${partner.number}`,
      byKey,
      person,
    ),
    ofAccount('suspend'),
    ofAccount('reactivate'),
    ofAccount('close'),
  ];
}

describe('a store that is away for a moment', () => {
  it('is 503 with Retry-After at whatever moment of whichever operation, and nothing was done', async () => {
    // What policy says of requests is asked for once, and not again in the midst of this.
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = flickering();
    const installation = await openInstallation({ around: store.around, hasher: quickHasher() });
    const requests = await requestsTo(installation);
    const { app, http, key, lines, master } = installation;
    // What is noted besides, without anybody waiting for it, is noted: it may be away unseen.
    expectOk(await app.keys.authenticate({ key }));
    const caller = app.as.account(master.id);
    const uses = async () => expectOk(await app.keys.list({}, { caller })).items;
    await expect.poll(uses).toMatchObject([{ lastUsedAt: expect.any(Date) }]);
    await http.fetch(new Request(url));
    const storeless = ['GET /healthz', 'GET /readyz', 'GET /openapi.json'];
    expect([...storeless, ...requests.map(({ operation }) => operation)].toSorted()).toEqual(
      http.operations.map(({ method, path }) => `${method} ${path}`).toSorted(),
    );
    for (const { operation, path, ...init } of requests) {
      let calls = 0;
      for (;;) {
        store.awayAt(calls);
        const answer = await http.fetch(new Request(url + path, init));
        const body = await answer.text();
        if (!store.wasAway()) {
          expect({ operation, ok: answer.ok, body }).toMatchObject({ operation, ok: true });
          break;
        }
        const retryAfter = answer.headers.get('Retry-After');
        expect({ operation, calls, status: answer.status, retryAfter }).toEqual({
          operation,
          calls,
          status: 503,
          retryAfter: '1',
        });
        expect(body).not.toContain('hunter2');
        calls++;
      }
      expect(calls).toBeGreaterThan(0);
    }
    store.awayAt(Number.POSITIVE_INFINITY);
    expect(lines.filter(({ level }) => level !== 'info')).toEqual([]);
    expect(await installation.footprint()).toMatchObject({ accounts: 9, letters: 0 });
  });

  it('is told by readiness alone, and not by health', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = flickering();
    const { http, lines } = await openInstallation({ around: store.around });
    const statusOf = async (path: string) => {
      const { status, headers } = await http.fetch(new Request(url + path));
      return [status, headers.get('Retry-After')];
    };
    store.awayAt(0);
    expect(await statusOf('/healthz')).toEqual([200, null]);
    expect(await statusOf('/readyz')).toEqual([503, '1']);
    expect(await statusOf('/readyz')).toEqual([200, null]);
    expect(lines.map(({ level }) => level)).toEqual(['info', 'warn', 'info', 'info']);
  });
});

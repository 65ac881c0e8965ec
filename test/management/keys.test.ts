import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type AnswerBody, type Client, clientOf, codeOf, faultsOf, withoutId } from './client.ts';

let installation: Installation;
let client: Client;
let keys: string;
let account: string;

beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation, installation.key);
  account = (await installation.customer('Acme')).account.id;
  keys = `/v1/accounts/${account}/keys`;
});

const wanted = { power: 'read', expiresAt: '2025-02-01T01:00:00+01:00' };
const shown = { power: 'read', expiresAt: '2025-02-01T00:00:00.000Z' };

const id: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
const text: unknown = expect.stringMatching(/^tenantry_[0-9a-z_]+$/);

const textOf = ({ body }: { readonly body: AnswerBody }): string => String(body['key']);

describe('issuing', () => {
  it('answers the key once, which then opens what it is for', async () => {
    const issued = await client.post(keys, wanted);
    expect(issued).toMatchObject({ status: 201 });
    expect(issued.body).toEqual({ id, ...shown, key: text });
    const own = clientOf(installation, textOf(issued));
    expect(await own.get(`/v1/accounts/${account}`)).toMatchObject({ status: 200 });
    expect(codeOf(await own.post(keys, {}))).toBe('403 NotPermitted');
    const whole = await client.post(keys, {});
    expect(whole.body).toEqual({ id, power: 'manage', key: text });
    const listed = await client.get(keys);
    expect(listed.body.data?.slice(1)).toMatchObject([
      { id: issued.body.id, accountId: account, ...shown, isLive: true },
      { id: whole.body.id, power: 'manage', isLive: true },
    ]);
    expect(listed.text).not.toContain('tenantry_');
  });

  it('names every fault at once, and does nothing', async () => {
    const before = await installation.footprint();
    const answer = await client.post(keys, { power: 'all', expiresAt: 5, key: 'x', scope: [] });
    expect(codeOf(answer)).toBe('422 Invalid');
    expect(faultsOf(answer).toSorted()).toEqual([
      '/expiresAt: type',
      '/key: unknown',
      '/power: unknown',
      '/scope: unknown',
    ]);
    const past = await client.post(keys, { expiresAt: '2024-12-31T23:59:59Z' });
    expect(faultsOf(past)).toEqual(['/expiresAt: format']);
    expect(codeOf(await client.post(keys))).toBe('415 UnsupportedMediaType');
    expect(await installation.footprint()).toEqual(before);
  });

  it('is checked by a dry run, of which nothing stays', async () => {
    const before = [await installation.footprint(), (await client.get(keys)).body];
    const planned = await client.post(`${keys}?dryRun=true`, wanted);
    expect(planned).toMatchObject({ status: 200, body: shown });
    expect(Object.keys(planned.body)).toEqual(Object.keys(shown));
    expect([await installation.footprint(), (await client.get(keys)).body]).toEqual(before);
  });

  it('is done once for one Idempotency-Key, and the text is shown for ten minutes alone', async () => {
    const attempt = { 'Idempotency-Key': 'one' };
    const first = await client.post(keys, wanted, attempt);
    const again = await client.post(keys, wanted, attempt);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    installation.clock.advance(601);
    const late = await client.post(keys, wanted, attempt);
    expect(late.status).toBe(201);
    expect(late.body).toEqual({ id: first.body.id, ...shown, keyWithheld: true });
    expect(codeOf(await client.post(keys, {}, attempt))).toBe('422 IdempotencyKeyReused');
  });
});

describe('rotating', () => {
  it('lets another key take over, and says when the one before ends', async () => {
    const first = await client.post(keys, { power: 'read' });
    const attempt = { 'Idempotency-Key': 'turn' };
    const path = `/v1/keys/${first.body.id}/rotate`;
    const rotated = await client.post(path, { overlapSeconds: 60 }, attempt);
    const previous = { id: first.body.id, accountId: account, power: 'read', isLive: true };
    expect(rotated).toMatchObject({ status: 200 });
    expect(rotated.body).toEqual({
      id,
      key: text,
      previous: expect.objectContaining({ ...previous, expiresAt: '2025-01-01T00:01:00.000Z' }),
    });
    const own = `/v1/accounts/${account}`;
    const [before, after] = [first, rotated].map((one) => clientOf(installation, textOf(one)));
    expect(await before?.get(own)).toMatchObject({ status: 200 });
    installation.clock.advance(60);
    expect(await before?.get(own)).toMatchObject({ status: 401 });
    expect(await after?.get(own)).toMatchObject({ status: 200 });
    // It was used, and has arrived.
    const replay = await client.post(path, { overlapSeconds: 60 }, attempt);
    expect(replay.body).toEqual({ ...rotated.body, key: undefined, keyWithheld: true });
    expect(codeOf(await client.post(path, {}))).toBe('404 KeyNotFound');
  });

  it('names every fault at once', async () => {
    const path = '/v1/keys/00000000-0000-7000-8000-000000000000/rotate';
    const answer = await client.post(path, { overlapSeconds: null, power: 'read' });
    expect(codeOf(answer)).toBe('422 Invalid');
    expect(faultsOf(answer).toSorted()).toEqual(['/overlapSeconds: format', '/power: unknown']);
  });
});

describe('revoking', () => {
  it('ends a key for good, its own too', async () => {
    const { body } = await client.post(keys, {});
    const own = clientOf(installation, textOf({ body }));
    const revoked = await own.post(`/v1/keys/${body.id}/revoke`);
    expect(revoked).toMatchObject({ status: 200 });
    expect(revoked.body).toEqual({
      id: body.id,
      accountId: account,
      power: 'manage',
      createdAt: '2025-01-01T00:00:00.000Z',
      revokedAt: '2025-01-01T00:00:00.000Z',
      lastUsedAt: '2025-01-01T00:00:00.000Z',
      isLive: false,
    });
    expect(await own.get(keys)).toMatchObject({ status: 401 });
    expect((await client.post(`/v1/keys/${body.id}/revoke`, {})).body).toEqual(revoked.body);
    const strange = await client.post(`/v1/keys/${body.id}/revoke`, { at: 'once' });
    expect(faultsOf(strange)).toEqual(['/at: unknown']);
  });
});

it('lists keys by pages', async () => {
  await client.post(keys, {});
  const first = await client.get(`${keys}?limit=1`);
  const last = await client.get(`${keys}?limit=1&cursor=${first.body.nextCursor}`);
  expect([first.body.hasMore, last.body.hasMore, last.body.nextCursor]).toEqual([
    true,
    false,
    null,
  ]);
  expect(first.body.data).not.toEqual(last.body.data);
  const tampered = `${first.body.nextCursor}x`;
  expect(faultsOf(await client.get(`${keys}?cursor=${tampered}`))).toEqual(['?cursor: unknown']);
});

/** Every operation that names an account or a key; each is well-formed. */
const operations = [
  ['GET', '/v1/accounts/:id/keys'],
  ['POST', '/v1/accounts/:id/keys'],
  ['POST', '/v1/keys/:id/rotate'],
  ['POST', '/v1/keys/:id/revoke'],
] as const;

describe.each(operations)('%s %s', (method, pattern) => {
  const ask = (of: Client, named: string) => {
    const path = pattern.replace(':id', named);
    return method === 'GET' ? of.get(path) : of.post(path, {});
  };

  it('cannot tell what is of others from what is not there', async () => {
    const key = String((await client.post(keys, {})).body.id);
    const stranger = clientOf(installation, (await installation.stranger()).key);
    const absent = await ask(stranger, '00000000-0000-7000-8000-000000000000');
    expect(absent.status).toBe(404);
    const theirs = await ask(stranger, pattern.startsWith('/v1/keys/') ? key : account);
    expect(withoutId(theirs)).toEqual(withoutId(absent));
    expect(withoutId(await ask(stranger, '99999'))).toEqual(withoutId(absent));
  });

  it('needs its power, whatever is wrong besides', async () => {
    const power = method === 'GET' ? 'read' : 'provision';
    const weak = clientOf(installation, await installation.keyOf(installation.master, power));
    const answer = await ask(weak, '00000000-0000-7000-8000-000000000000');
    expect(codeOf(answer)).toMatch(method === 'GET' ? /^404 / : /^403 NotPermitted$/);
    expect(codeOf(await ask(clientOf(installation, ''), account))).toBe('401 NotAuthenticated');
  });
});

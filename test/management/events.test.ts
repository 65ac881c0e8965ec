import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type Client, clientOf, codeOf, faultsOf } from './client.ts';

let installation: Installation;
let client: Client;
beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation, installation.key);
});

const kindsOf = ({ body }: Awaited<ReturnType<Client['get']>>) =>
  (body.data ?? []).map(({ kind }) => kind);

const open = async (name: string, parent?: string) => {
  const { body, headers } = await client.post('/v1/accounts', { kind: 'customer', name, parent });
  return { id: body.id ?? '', requestId: headers.get('X-Request-Id') };
};

describe('the history', () => {
  it('says what happened, to which account, by whom and in which request', async () => {
    const { id, requestId } = await open('A');
    const { status, body } = await client.get(`/v1/events?account=${id}`);
    expect(status).toBe(200);
    const [event] = body.data ?? [];
    expect(event).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      kind: 'CustomerOpened',
      accountId: id,
      actor: expect.stringMatching(/^key:[0-9a-f-]{36}$/),
      channel: 'api',
      requestId,
      at: '2025-01-01T00:00:00.000Z',
    });
    expect(body.hasMore).toBe(false);
  });

  it('goes on where it was left, whatever has happened since', async () => {
    const { id } = await open('A');
    await open('B', id);
    const first = await client.get(`/v1/events?account=${id}&limit=1`);
    expect([...kindsOf(first), first.body.hasMore]).toEqual(['CustomerOpened', true]);
    expect(first.headers.get('Link')).toContain('after=');
    const after = (answer: typeof first) =>
      client.get(`/v1/events?account=${id}&after=${answer.body.nextCursor}`);
    const second = await after(first);
    expect([...kindsOf(second), second.body.hasMore]).toEqual(['CustomerOpened', false]);
    expect(second.headers.has('Link')).toBe(false);
    const nothing = await after(second);
    expect(nothing.body).toEqual({ ...nothing.body, data: [], hasMore: false });
    // Sealed anew: another text for the same place.
    expect(nothing.body.nextCursor).toMatch(/^[\w-]{30,}$/);
    await client.post(`/v1/accounts/${id}/suspend`);
    expect(kindsOf(await after(nothing))).toEqual(['AccountSuspended']);
  });

  it('is seen from an account down', async () => {
    const { account, key } = await installation.customer('A');
    await open('B', account.id);
    await open('C');
    const own = clientOf(installation, key);
    expect(kindsOf(await own.get('/v1/events'))).toEqual([
      'CustomerOpened',
      'KeyIssued',
      'CustomerOpened',
    ]);
    const other = await installation.stranger();
    const theirs = kindsOf(await clientOf(installation, other.key).get('/v1/events'));
    expect(theirs).toEqual(['MasterOpened']);
  });

  it('tells every fault of its query', async () => {
    const answer = await client.get('/v1/events?limit=0&account=x&cursor=y');
    expect(codeOf(answer)).toBe('400 MalformedRequest');
    expect(faultsOf(answer).toSorted()).toEqual([
      '?account: format',
      '?cursor: unknown',
      '?limit: format',
    ]);
    expect(faultsOf(await client.get('/v1/events?after=5'))).toEqual(['?after: unknown']);
  });
});

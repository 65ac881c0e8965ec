import { beforeEach, describe, expect, it } from 'vitest';
import { chosen } from '../access/house.ts';
import { expectOk, type Installation, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { type Client, clientOf, codeOf, faultsOf, withoutId } from './client.ts';

const jane = { name: 'Jane Doe', email: 'jane@example.com', roles: [2], userName: 'jane' };

let installation: Installation;
let client: Client;
/** A customer beneath the master, where people are invited. */
let members: string;
let account: string;

beforeEach(async () => {
  installation = await openInstallation({ hasher: quickHasher() });
  client = clientOf(installation, installation.key);
  account = (await installation.customer('Acme')).account.id;
  members = `/v1/accounts/${account}/members`;
});

/** Invites somebody, and says under which path. */
const invited = async (person: object = jane, at = members): Promise<string> => {
  const { headers } = await client.post(at, person);
  return headers.get('Location') ?? '';
};

/** The link that was mailed last is followed. */
const accept = async (): Promise<void> => {
  await installation.app.deliverMail();
  const token = installation.letters.at(-1)?.link.split('/').at(-1) ?? '';
  expectOk(await installation.app.invitations.accept({ token, ...chosen }, {}));
};

describe('inviting', () => {
  it('answers whom it invited, and where that is', async () => {
    const { status, headers, body } = await client.post(members, jane);
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/v1/members/${body.id}`);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: expect.any(Number),
      accountId: account,
      ...jane,
      status: 'invited',
      invitedUntil: '2025-01-08T00:00:00.000Z',
      mail: { state: 'due', attempts: 0 },
    });
    await installation.app.deliverMail();
    const shown = await client.get(`/v1/members/${String(body['number'])}`);
    expect(shown.body).toEqual({ ...body, mail: { state: 'sent', attempts: 0 } });
    // Nothing that the link could be known by.
    const link = installation.letters.at(-1)?.link ?? '';
    expect(link).toContain('/invitations/');
    expect(shown.text).not.toContain(link.split('/').at(-1));
  });

  it('names every fault at once, and does nothing', async () => {
    const before = await installation.footprint();
    const faulty = {
      id: 'x',
      isAdmin: true,
      name: '',
      email: 'jane',
      roles: [1, 1, 9],
      userName: null,
    };
    const answer = await client.post(`${members}?dryrun=true`, faulty);
    expect(codeOf(answer)).toBe('400 MalformedRequest');
    expect(faultsOf(answer).toSorted()).toEqual([
      '/email: format',
      '/id: unknown',
      '/isAdmin: unknown',
      '/name: tooShort',
      '/roles/1: duplicate',
      '/roles/2: unknown',
      '/userName: required',
      '?dryrun: unknown',
    ]);
    const ofBody = await client.post(members, { ...faulty, id: undefined });
    expect(codeOf(ofBody)).toBe('422 Invalid');
    expect(faultsOf(ofBody)).toHaveLength(6);
    expect(await installation.footprint()).toEqual(before);
  });

  it('is worked out by a dry run, of which nothing stays', async () => {
    const before = await installation.footprint();
    const { status, body } = await client.post(`${members}?dryRun=true`, jane);
    expect(status).toBe(200);
    expect(body).toEqual({
      accountId: account,
      ...jane,
      status: 'invited',
      invitedUntil: '2025-01-08T00:00:00.000Z',
    });
    expect(await installation.footprint()).toEqual(before);
    expect((await client.get(members)).body.data).toEqual([]);
    await invited();
    expect(codeOf(await client.post(`${members}?dryRun=true`, jane))).toBe('409 EmailTaken');
  });

  it('is done once for one Idempotency-Key', async () => {
    const attempt = { 'Idempotency-Key': 'one' };
    const first = await client.post(members, jane, attempt);
    const again = await client.post(members, jane, attempt);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    const other = await client.post(members, { ...jane, name: 'Jane Roe' }, attempt);
    expect(codeOf(other)).toBe('422 IdempotencyKeyReused');
  });

  it('tells what is taken where it was sent', async () => {
    await invited();
    const again = await client.post(members, jane);
    expect([codeOf(again), faultsOf(again)]).toEqual(['409 EmailTaken', ['/email: taken']]);
    const named = await client.post(members, { ...jane, email: 'other@example.com' });
    expect([codeOf(named), faultsOf(named)]).toEqual(['409 UserNameTaken', ['/userName: taken']]);
  });
});

describe('correcting', () => {
  it('changes what is said, takes away what is null, and leaves the rest', async () => {
    const path = await invited();
    const patched = await client.patch(path, { name: 'Jane Roe', userName: null, roles: [1, 3] });
    const { userName: _, ...person } = jane;
    expect(patched).toMatchObject({ status: 200 });
    expect(patched.body).toMatchObject({ ...person, name: 'Jane Roe', roles: [1, 3] });
    expect(patched.body).not.toHaveProperty('userName');
    const merge = { 'Content-Type': 'application/merge-patch+json' };
    const moved = await client.patch(path, { email: 'roe@example.com' }, merge);
    expect(moved.body).toMatchObject({ name: 'Jane Roe', email: 'roe@example.com' });
    expect((await client.get(path)).body).toEqual(moved.body);
  });

  it('names every fault at once: what cannot be set, what is unknown, what breaks rules', async () => {
    const path = await invited();
    const before = await client.get(path);
    const patch = { number: 7, status: 'active', admin: 1, name: null, email: 'x', roles: ['1'] };
    const answer = await client.patch(path, patch);
    expect(codeOf(answer)).toBe('422 Invalid');
    expect(faultsOf(answer).toSorted()).toEqual([
      '/admin: unknown',
      '/email: format',
      '/name: required',
      '/number: unknown',
      '/roles/0: type',
      '/status: unknown',
    ]);
    expect(answer.text).toContain('cannot be set');
    expect((await client.get(path)).body).toEqual(before.body);
    await accept();
    const own = await client.patch(path, { email: 'roe@example.com' });
    expect(faultsOf(own)).toEqual(['/email: mismatch']);
  });
});

describe('a membership', () => {
  it('is mailed again, accepted, put out, let in again and ended; each step told again is one', async () => {
    const path = await invited();
    expect(await client.post(`${path}/resend`)).toMatchObject({ status: 200 });
    expect(codeOf(await client.post(`${path}/disable`, {}))).toBe('409 WrongStatus');
    await accept();
    expect(codeOf(await client.post(`${path}/resend`))).toBe('409 WrongStatus');
    const steps = { disable: 'disabled', enable: 'active', revoke: 'revoked' };
    for (const [step, status] of Object.entries(steps)) {
      const attempt = { 'Idempotency-Key': step };
      for (const replayed of [null, 'true']) {
        const done = await client.post(`${path}/${step}`, undefined, attempt);
        expect(done).toMatchObject({ status: 200, body: { status } });
        expect(done.headers.get('Idempotent-Replayed')).toBe(replayed);
      }
      expect(await client.post(`${path}/${step}`)).toMatchObject({ status: 200, body: { status } });
    }
    expect(codeOf(await client.patch(path, { name: 'Late' }))).toBe('409 WrongStatus');
    expect(faultsOf(await client.post(`${path}/enable`, { force: true }))).toEqual([
      '/force: unknown',
    ]);
  });

  it('stays where it is the last that manages the own account', async () => {
    const [manager] =
      (await client.get(`/v1/accounts/${installation.master.id}/members`)).body.data ?? [];
    const path = `/v1/members/${manager?.id}`;
    const steps = [
      await client.post(`${path}/revoke`),
      await client.post(`${path}/disable`),
      await client.patch(path, { roles: [3] }),
    ];
    expect(steps.map(codeOf)).toEqual(steps.map(() => '409 LastManager'));
    expect((await client.get(path)).body).toEqual(manager);
  });
});

describe('a list of members', () => {
  it('goes on by a cursor that is good for this list alone', async () => {
    for (const name of ['ann', 'bob', 'cid']) await invited({ name, email: `${name}@example.com` });
    const first = await client.get(`${members}?limit=2`);
    expect(first.body).toMatchObject({ hasMore: true, data: [{ name: 'ann' }, { name: 'bob' }] });
    const cursor = first.body.nextCursor ?? '';
    const last = await client.get(`${members}?limit=2&cursor=${cursor}`);
    expect(last.body).toMatchObject({ hasMore: false, nextCursor: null, data: [{ name: 'cid' }] });
    const elsewhere = [
      `/v1/accounts/${account}/keys?cursor=${cursor}`,
      `/v1/accounts/${installation.master.id}/members?cursor=${cursor}`,
      `${members}?cursor=${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`,
    ];
    for (const path of elsewhere)
      expect(faultsOf(await client.get(path))).toEqual(['?cursor: unknown']);
  });
});

/** Every operation that names an account or a member; each is well-formed. */
interface Operation {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
}

const operations: readonly Operation[] = [
  { method: 'GET', path: '/v1/accounts/:id/members' },
  {
    method: 'POST',
    path: '/v1/accounts/:id/members',
    body: { name: 'Eve', email: 'eve@example.com' },
  },
  { method: 'GET', path: '/v1/members/:id' },
  { method: 'PATCH', path: '/v1/members/:id', body: { name: 'Eve' } },
  { method: 'POST', path: '/v1/members/:id/resend' },
  { method: 'POST', path: '/v1/members/:id/revoke' },
  { method: 'POST', path: '/v1/members/:id/disable' },
  { method: 'POST', path: '/v1/members/:id/enable' },
];

describe.each(operations)('$method $path', ({ method, path: pattern, body }) => {
  const ask = (of: Client, id: string) => {
    const path = pattern.replace(':id', id);
    if (method === 'GET') return of.get(path);
    return method === 'PATCH' ? of.patch(path, body) : of.post(path, body);
  };

  it('cannot tell what is of others from what is not there', async () => {
    const id = pattern.startsWith('/v1/members/') ? (await invited()).slice(12) : account;
    const stranger = clientOf(installation, (await installation.stranger()).key);
    const absent = await ask(stranger, '00000000-0000-7000-8000-000000000000');
    expect(absent.status).toBe(404);
    expect(withoutId(await ask(stranger, id))).toEqual(withoutId(absent));
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

import { StoreUnavailable } from '@tenantry/domain';
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

/** A customer with another beneath it, and a client of the latter. */
const family = async () => {
  const { account } = await installation.customer('A');
  const below = await installation.customer('B', account);
  return {
    path: `/v1/accounts/${account.id}`,
    below: `/v1/accounts/${below.account.id}`,
    child: clientOf(installation, below.key),
  };
};

describe('an account', () => {
  it('is suspended and reactivated with all beneath it, and each time shown', async () => {
    const { path, below, child } = await family();
    const suspended = await client.post(`${path}/suspend`);
    expect([suspended.status, suspended.headers.get('ETag')]).toEqual([200, '"2"']);
    expect(suspended.body).toMatchObject({ status: 'suspended', effectiveStatus: 'suspended' });
    expect((await client.get(path)).body).toMatchObject(suspended.body);
    const [listed] = (await client.get('/v1/accounts?kind=customer&limit=1')).body.data ?? [];
    expect(suspended.body).toEqual(listed);
    expect((await client.get(below)).body).toMatchObject({
      status: 'active',
      effectiveStatus: 'suspended',
    });
    expect(codeOf(await child.get(below))).toBe('401 NotAuthenticated');
    expect((await client.post(`${path}/reactivate`, {})).body).toMatchObject({
      status: 'active',
      effectiveStatus: 'active',
      version: 3,
    });
    expect((await child.get(below)).status).toBe(200);
  });

  it('that is closed is closed for good', async () => {
    const { path, below } = await family();
    const closed = await client.post(`${path}/close`);
    expect(closed.body).toMatchObject({ status: 'closed', effectiveStatus: 'closed' });
    expect((await client.get(below)).body).toMatchObject({ effectiveStatus: 'closed' });
    for (const refused of [`${path}/reactivate`, `${path}/suspend`, `${below}/close`])
      expect(codeOf(await client.post(refused))).toBe('409 AccountClosed');
  });

  it('that is so already stays as it is', async () => {
    const { path } = await family();
    const first = await client.post(`${path}/suspend`);
    expect((await client.post(`${path}/suspend`)).text).toBe(first.text);
    await client.post(`${path}/reactivate`);
    const once = { 'Idempotency-Key': 'k' };
    const suspended = await client.post(`${path}/suspend`, undefined, once);
    await client.post(`${path}/reactivate`);
    const again = await client.post(`${path}/suspend`, {}, once);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(again.text).toBe(suspended.text);
    expect((await client.get(path)).body).toMatchObject({ status: 'active' });
  });

  it('that was changed is answered, though nothing can be read any more', async () => {
    let isDone = false;
    installation = await openInstallation({
      hasher: quickHasher(),
      around: (persistence) => ({
        ...persistence,
        read: async (work) => {
          if (isDone) throw new StoreUnavailable('away');
          return persistence.read(work);
        },
        transact: async (work) => {
          const done = await persistence.transact(work);
          isDone ||= done.ok && JSON.stringify(done.value ?? '').includes('"suspended"');
          return done;
        },
      }),
    });
    client = clientOf(installation, installation.key);
    const { path } = await family();
    const suspended = await client.post(`${path}/suspend`);
    expect([isDone, suspended.status, suspended.body['status']]).toEqual([true, 200, 'suspended']);
  });

  it('does not suspend itself', async () => {
    expect(codeOf(await client.post('/v1/accounts/1/suspend'))).toBe('403 NotPermitted');
  });

  it('takes nothing with that', async () => {
    const { path } = await family();
    const suspend = (body: unknown, fields = {}) => client.post(`${path}/suspend`, body, fields);
    const answer = await client.post(
      `${path}/suspend?dryRun=true`,
      { reason: 'x' },
      { 'Idempotency-Key': '' },
    );
    expect(codeOf(answer)).toBe('400 MalformedRequest');
    expect(faultsOf(answer).toSorted()).toEqual([
      '/reason: unknown',
      '?dryRun: unknown',
      'Idempotency-Key: tooShort',
    ]);
    expect(codeOf(await suspend({ reason: 'x' }))).toBe('422 Invalid');
    expect(codeOf(await suspend('[]'))).toBe('400 MalformedRequest');
    expect(codeOf(await suspend('a', { 'Content-Type': 'text/plain' }))).toBe(
      '415 UnsupportedMediaType',
    );
    expect((await client.get(path)).body).toMatchObject({ status: 'active' });
    expect((await suspend('', { 'Content-Type': 'text/plain' })).status).toBe(200);
  });
});

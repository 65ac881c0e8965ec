import { describe, expect, it } from 'vitest';
import { expectOk, openInstallation } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { clientOf, faultsOf } from './client.ts';

/** An installation that tells how many units of work there were. */
const counted = async () => {
  let units = 0;
  const installation = await openInstallation({
    hasher: quickHasher(),
    around: (persistence) => ({
      ...persistence,
      transact: (work) => {
        units++;
        return persistence.transact(work);
      },
    }),
  });
  const { app, key, operator, master } = installation;
  // That the key was used is noted now, and not again in the midst of this.
  expectOk(await app.keys.authenticate({ key }));
  const caller = app.as.account(master.id);
  const keys = async () => expectOk(await app.keys.list({}, { caller })).items;
  await expect.poll(keys).toMatchObject([{ lastUsedAt: expect.any(Date) }]);
  const [first] = await keys();
  const [member] = expectOk(await app.members.list({ account: master.id }, operator)).items;
  return { ...installation, units: () => units, first, member };
};

describe('a request with faults', () => {
  it('is told all of them, and begins no unit of work', async () => {
    const installation = await counted();
    const { units, first, member } = installation;
    const client = clientOf(installation, installation.key);
    const before = units();
    const wrong = { 'Idempotency-Key': '' };
    const answers = [
      await client.post('/v1/accounts/1/keys', { power: 'all', expiresAt: 'soon' }, wrong),
      await client.post(`/v1/keys/${first?.id ?? ''}/rotate`, { overlapSeconds: -1 }, wrong),
      await client.post('/v1/accounts/1/members', { name: '', email: 'x', roles: [99] }, wrong),
      await client.patch(`/v1/members/${member?.id ?? ''}`, { name: '', roles: [99] }, wrong),
      await client.patch('/v1/accounts/1', { name: '', x: 1 }, { 'If-Match': '*' }),
    ];
    expect(answers.map((answer) => faultsOf(answer).toSorted())).toEqual([
      ['/expiresAt: format', '/power: unknown', 'Idempotency-Key: tooShort'],
      ['/overlapSeconds: format', 'Idempotency-Key: tooShort'],
      ['/email: format', '/name: tooShort', '/roles/0: unknown', 'Idempotency-Key: tooShort'],
      ['/name: tooShort', '/roles/0: unknown', 'Idempotency-Key: tooShort'],
      ['/name: tooShort', '/x: unknown'],
    ]);
    expect((await client.patch('/v1/accounts/1', { name: 'Ours' })).status).toBe(428);
    expect(units()).toBe(before);
  });
});

import { createApplication } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { expectOk } from '../protocols/installation.ts';
import { historyOf, inMemory, openCustomer, openHouse, wrong } from './house.ts';
import { storeWith } from './store-with.ts';

describe.each(stores)('API keys on $name', ({ open }) => {
  it('follow one another with an overlap, and are one caller', async () => {
    const house = await openHouse(open);
    const { app, clock } = house;
    const { id: account } = await openCustomer(house, house.master, 'ann@example.com');
    const context = { caller: house.master };
    const first = expectOk(await app.keys.create({ account, power: 'provision' }, context));
    const text = first.text?.reveal() ?? '';
    const caller = expectOk(await app.keys.authenticate({ key: text }));
    const attempt = { idempotencyKey: 'one' };
    const made = await app.customers.create({ name: 'Child' }, { caller, ...attempt });
    const rotated = expectOk(await app.keys.rotate({ key: first.id, overlapSeconds: 60 }, context));
    expect(rotated.previous).toMatchObject({ id: first.id, isLive: true });
    const after = expectOk(await app.keys.authenticate({ key: rotated.text?.reveal() ?? '' }));
    expect(after).toMatchObject({ accountId: account, power: 'provision' });
    expect(await app.customers.create({ name: 'Child' }, { caller: after, ...attempt })).toEqual({
      ...made,
      replayed: true,
    });
    expectOk(await app.keys.authenticate({ key: text }));
    clock.advance(60);
    expect(await app.keys.authenticate({ key: text })).toEqual(wrong);
    expect(await app.keys.rotate({ key: first.id }, context)).toMatchObject({
      error: { kind: 'KeyNotFound' },
    });
    const { items } = expectOk(await app.keys.list({ account }, context));
    expect(items.map(({ isLive }) => isLive)).toEqual([false, true]);
    expect(JSON.stringify(items)).not.toContain('hash');
  });

  it('are revoked with every token that was given for them', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const context = { caller: house.master };
    const key = expectOk(await app.keys.create({}, context));
    const text = key.text?.reveal() ?? '';
    const { token } = expectOk(await app.sessions.issue({ grant: 'api_key', key: text }));
    const beside = house.beside();
    expectOk(await beside.keys.authenticate({ key: text }));
    expect(expectOk(await app.keys.revoke({ key: key.id }, context)).isLive).toBe(false);
    const again = expectOk(await app.keys.revoke({ key: key.id }, context));
    expect(again.isLive).toBe(false);
    for (const each of [app, beside]) {
      expect(await each.keys.authenticate({ key: text })).toEqual(wrong);
      expect(await each.sessions.authenticateToken({ token: token.reveal() })).toEqual(wrong);
      expect(await each.sessions.issue({ grant: 'api_key', key: text })).toEqual(wrong);
    }
    await expect
      .poll(async () => (await historyOf(house)).filter(({ kind }) => kind === 'KeyRevoked'))
      .toEqual([{ kind: 'KeyRevoked', subject: key.id }]);
  });

  it('tell when they were used last, and end when they are to', async () => {
    const house = await openHouse(open);
    const { app, clock } = house;
    const context = { caller: house.master };
    const expiresAt = new Date(clock.now().getTime() + 3_600_000).toISOString();
    const key = expectOk(await app.keys.create({ expiresAt }, context));
    const text = key.text?.reveal() ?? '';
    const lastUsed = async () =>
      expectOk(await app.keys.list({}, context)).items.find(({ id }) => id === key.id)?.lastUsedAt;
    expect(await lastUsed()).toBeUndefined();
    const at = clock.now();
    expectOk(await app.keys.authenticate({ key: text }));
    await expect.poll(lastUsed).toEqual(at);
    clock.advance(60);
    expectOk(await app.keys.authenticate({ key: text }));
    expect(await lastUsed()).toEqual(at);
    clock.advance(3540);
    expect(await app.keys.authenticate({ key: text })).toEqual(wrong);
    expect(await app.keys.create({ expiresAt }, context)).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['expiresAt'] }] },
    });
  });
});

describe('a key that is made again under one idempotency key', () => {
  it('is the same when its end has come, and is shown until it was used', async () => {
    const house = await openHouse(inMemory);
    const { app, clock } = house;
    const context = { caller: house.master, idempotencyKey: 'once' };
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const create = () => app.keys.create({ expiresAt }, context);
    const { id, text } = expectOk(await create());
    expect(expectOk(await create()).text?.reveal()).toBe(text?.reveal());
    expectOk(await app.keys.authenticate({ key: text?.reveal() ?? '' }));
    await expect.poll(create).toEqual({ ok: true, replayed: true, value: { id } });
    clock.advance(60);
    expect(expectOk(await create())).toEqual({ id });
  });
});

describe('a key that takes over from another', () => {
  const begin = async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const { id: account } = await openCustomer(house, house.master, 'ann@example.com');
    const context = { caller: house.master };
    const { id: key } = expectOk(await app.keys.create({ account }, context));
    const keys = async () => expectOk(await app.keys.list({ account }, context)).items;
    return { app, ports: house.ports, context, key, keys };
  };

  it('is shown to a rehearsal, and to the same attempt until it was used', async () => {
    const { app, context, key, keys } = await begin();
    const rehearsed = expectOk(await app.keys.rotate({ key }, { ...context, dryRun: true }));
    expect(rehearsed.text?.reveal()).toMatch(/^tenantry_/);
    expect(await keys()).toHaveLength(1);
    const rotate = () => app.keys.rotate({ key }, { ...context, idempotencyKey: 'once' });
    const { text, ...shown } = expectOk(await rotate());
    expect(expectOk(await rotate()).text?.reveal()).toBe(text?.reveal());
    expectOk(await app.keys.authenticate({ key: text?.reveal() ?? '' }));
    await expect.poll(rotate).toEqual({ ok: true, replayed: true, value: shown });
  });

  it.each([-1, 0.5, 2_592_001, Number.NaN])('does so after no %j seconds', async (seconds) => {
    const { app, context, key, keys } = await begin();
    expect(await app.keys.rotate({ key, overlapSeconds: seconds }, context)).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [
          {
            path: ['overlapSeconds'],
            code: 'format',
            message: 'must be a whole number from 0 to 2592000',
          },
        ],
      },
    });
    expect(await keys()).toHaveLength(1);
  });

  it('is none where that one is revoked meanwhile', async () => {
    const { app, ports, context, key, keys } = await begin();
    const persistence = storeWith(ports.persistence, {
      writes: ({ endKey }) => ({
        endKey: async (id, end) => {
          await endKey(id, { revokedAt: ports.clock.now() });
          return endKey(id, end);
        },
      }),
    });
    const settings = { publicUrl: 'https://tenantry.test' };
    const beside = createApplication({ ...ports, persistence }, settings);
    const gone = { ok: false, error: { kind: 'KeyNotFound' } };
    expect(await beside.keys.rotate({ key }, context)).toEqual(gone);
    expect(await keys()).toHaveLength(1);
    expectOk(await app.keys.rotate({ key }, context));
  });
});

describe('the keys of others', () => {
  it('are as good as absent, and a parent makes the first of a child', async () => {
    const house = await openHouse(inMemory);
    const { app } = house;
    const one = await openCustomer(house, house.master, 'one@example.com');
    const other = await openCustomer(house, house.master, 'other@example.com');
    const key = expectOk(await app.keys.create({ account: one.id }, { caller: house.master }));
    const absent = { ok: false, error: { kind: 'KeyNotFound' } };
    for (const named of [key.id, key.id.toUpperCase(), 'x', '00000000-0000-7000-8000-000000000000'])
      for (const use of [app.keys.revoke, app.keys.rotate])
        expect(await use({ key: named }, { caller: other.caller })).toEqual(absent);
    expect(await app.keys.list({ account: one.id }, { caller: other.caller })).toMatchObject({
      error: { kind: 'AccountNotFound' },
    });
    expectOk(await app.keys.authenticate({ key: key.text?.reveal() ?? '' }));
    const weak = { ...one.caller, power: 'provision' as const };
    expect(await app.keys.revoke({ key: key.id }, { caller: weak })).toMatchObject({
      error: { kind: 'NotPermitted' },
    });
  });
});

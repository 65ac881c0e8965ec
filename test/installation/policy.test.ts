import { Policy } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { historyOf, openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';
import { freshStores } from './opened.ts';

const refused = { ok: false, error: { kind: 'NotPermitted', needed: 'manage' } };

const given = {
  brand: 'Acme',
  passwordMinimum: 20,
  requests: { perCaller: { limit: 5, window: 60 } },
};

describe.each(freshStores())('the policy of an installation on $name', ({ open }) => {
  it('is changed in the parts that are said, and null brings a default back', async () => {
    const house = await openHouse(open, given);
    const { app } = house;
    const operator = { caller: house.operator };
    const before = expectOk(await app.policy.show({}, operator));
    expect(before).toEqual(Policy.parse(given));
    const changes = {
      passwordMinimum: null,
      lifetimes: { invitation: 3600 },
      requests: { perCaller: { limit: 7 } },
      uniqueReferenceNames: ['CRM'],
    };
    const after = expectOk(await app.policy.set({ changes }, operator));
    expect(after).toEqual({
      ...before,
      passwordMinimum: Policy.parse({}).passwordMinimum,
      lifetimes: { ...before.lifetimes, invitation: 3600 },
      requests: { perCaller: { limit: 7, window: 60 } },
      uniqueReferenceNames: ['CRM'],
    });
    expect(expectOk(await house.beside().policy.show({}, operator))).toEqual(after);
    expect(expectOk(await app.policy.set({ changes: {} }, operator))).toEqual(after);
  });

  it('is refused with all its faults at once, and stays as it is', async () => {
    const house = await openHouse(open);
    const { policy } = house.app;
    const operator = { caller: house.operator };
    const before = expectOk(await policy.show({}, operator));
    const [first] = before.roles;
    const changes = { passwordMinimum: 0, depth: 'deep', lifetimes: { invitation: 0 }, other: 1 };
    const faulty = await policy.set({ changes: { ...changes, brand: '' } }, operator);
    expect(faulty).toMatchObject({ ok: false, error: { kind: 'Invalid' } });
    const issues = faulty.ok || faulty.error.kind !== 'Invalid' ? [] : faulty.error.issues;
    expect(issues.map(({ path }) => path.join('.')).toSorted()).toEqual(
      ['brand', 'depth', 'lifetimes.invitation', 'other', 'passwordMinimum'].toSorted(),
    );
    for (const given of [null, [], 'policy', 7])
      expect(await policy.set({ changes: given }, operator)).toMatchObject({
        error: { kind: 'Invalid', issues: [{ path: [], code: 'type' }] },
      });
    const roles = before.roles.filter((role) => role !== first);
    const { id } = roles[0] ?? { id: 0 };
    expect(await policy.set({ changes: { roles, defaultRole: id } }, operator)).toMatchObject({
      error: { kind: 'Invalid', issues: [{ path: ['roles'] }] },
    });
    expect(expectOk(await policy.show({}, operator))).toEqual(before);
    const more = [...before.roles, { id: 77, power: 'read' }];
    const grown = expectOk(await policy.set({ changes: { roles: more } }, operator));
    expect(grown.roles).toEqual(more);
  });

  it('is nothing for whoever is bound to an account', async () => {
    const { app, master } = await openHouse(open);
    const bound = app.as.operator('test', master.accountId);
    for (const caller of [master, bound]) {
      expect(await app.policy.show({}, { caller })).toEqual(refused);
      expect(await app.policy.set({ changes: { brand: 'Theirs' } }, { caller })).toEqual(refused);
      expect(await app.maintain({}, { caller })).toEqual(refused);
    }
  });

  it('is open to nobody who has lost the account that it acts for', async () => {
    const { app, master } = await openHouse(open);
    const { accountId: _, ...lost } = master;
    const context = { caller: lost };
    await expect(app.policy.show({}, context)).rejects.toThrow('acts for no account');
    await expect(app.policy.set({ changes: {} }, context)).rejects.toThrow('acts for no account');
    await expect(app.maintain({}, context)).rejects.toThrow('acts for no account');
  });

  it('is only tried in a dry run, which names the same faults', async () => {
    const house = await openHouse(open);
    const { policy } = house.app;
    const operator = { caller: house.operator };
    const dry = { ...operator, dryRun: true };
    const before = expectOk(await policy.show({}, operator));
    const answer = await policy.set({ changes: { brand: 'Acme' } }, dry);
    expect(answer).toEqual({ ok: true, value: { ...before, brand: 'Acme' } });
    expect(await policy.set({ changes: { brand: '' } }, dry)).toEqual(
      await policy.set({ changes: { brand: '' } }, operator),
    );
    expect(expectOk(await policy.show({}, operator))).toEqual(before);
    expect((await historyOf(house)).map(({ kind }) => kind)).not.toContain('PolicyChanged');
  });

  it('loses nothing where two are changing it, and says so at every master account', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const operator = { caller: house.operator };
    const second = expectOk(
      await app.initialise({ name: 'Second', email: 'x@example.com', another: true }, operator),
    );
    const parts = [{ brand: 'Acme' }, { depth: 3 }, { lifetimes: { invitation: 61 } }];
    const beside = house.beside();
    const set = parts.map((changes, place) =>
      (place === 0 ? app : beside).policy.set({ changes }, operator),
    );
    for (const answer of await Promise.all(set)) expectOk(answer);
    expect(expectOk(await app.policy.show({}, operator))).toMatchObject(
      Object.assign({}, ...parts),
    );
    const changed = async (account?: string) =>
      (await historyOf(house, account)).filter(({ kind }) => kind === 'PolicyChanged').length;
    await expect.poll(() => changed()).toBe(3);
    const other = { ...house, master: app.as.account(second.account.id) };
    const theirs = async () =>
      (await historyOf(other)).filter(({ kind }) => kind === 'PolicyChanged').length;
    await expect.poll(theirs).toBe(3);
  });

  it('counts from the next use case on', async () => {
    const house = await openHouse(open);
    const { app } = house;
    const operator = { caller: house.operator };
    const password = 'sixteen letters!';
    const register = (email: string) =>
      app.registers.register(
        { email, firstName: 'A', lastName: 'B', password, passwordConfirmation: password },
        { caller: house.master },
      );
    const { account } = expectOk(await register('one@example.com'));
    expectOk(await app.policy.set({ changes: { passwordMinimum: 17, depth: 2 } }, operator));
    expect(await register('two@example.com')).toMatchObject({ error: { kind: 'Invalid' } });
    const within = { caller: app.as.account(account.id) };
    expect((await app.registers.open({ email: 'three@example.com' }, within)).ok).toBe(false);
  });
});

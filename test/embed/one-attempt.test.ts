import {
  type Application,
  createApplication,
  type Persistence,
  type RetryableContext,
  type Secrets,
} from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { historyOf, inMemory, openHouse, wrong } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';

const begin = async () => {
  const house = await openHouse(inMemory);
  const { app } = house;
  const by = { caller: house.master, idempotencyKey: 'k' };
  const open = async (name: string) => {
    const { account } = expectOk(await app.customers.create({ name }, { caller: house.master }));
    return { account, caller: app.as.account(account.id) };
  };
  return { ...house, house, by, open };
};
const reused = { ok: false, error: { kind: 'IdempotencyKeyReused' } };
const replayed = { ok: true, replayed: true };

describe('an attempt under an idempotency key', () => {
  it('is one with that of the same account alone', async () => {
    const { app, by, open } = await begin();
    const one = await open('One');
    const made = expectOk(await app.customers.create({ name: 'Child' }, by));
    const other = await app.customers.create({ name: 'Child' }, { ...by, caller: one.caller });
    expect(other).not.toHaveProperty('replayed');
    expect(expectOk(other).account.id).not.toBe(made.account.id);
    expect(await app.customers.create({ name: 'Child' }, by)).toMatchObject(replayed);
    expect(await app.customers.create({ name: 'Kid' }, by)).toEqual(reused);
  });

  it('names an account by its id or its number', async () => {
    const { app, by, open } = await begin();
    const { account } = await open('One');
    const { account: other } = await open('Other');
    expectOk(await app.accounts.suspend({ account: account.number }, by));
    for (const named of [account.id, account.number, `${account.number}`])
      expect(await app.accounts.suspend({ account: named }, by)).toMatchObject(replayed);
    for (const named of [other.id, other.number])
      expect(await app.accounts.suspend({ account: named }, by)).toEqual(reused);
    expect(await app.accounts.suspend({ account: 99_999 }, { ...by, idempotencyKey: 'l' })).toEqual(
      { ok: false, error: { kind: 'AccountNotFound' } },
    );
  });

  it.each<
    [string, string, (app: Application, account: string, by: RetryableContext) => Promise<object>]
  >([
    [
      'accounts.suspend',
      'AccountSuspended',
      (app, account, by) => app.accounts.suspend({ account }, by),
    ],
    [
      'accounts.reactivate',
      'AccountReactivated',
      (app, account, by) => app.accounts.reactivate({ account }, by),
    ],
    ['accounts.close', 'AccountClosed', (app, account, by) => app.accounts.close({ account }, by)],
    [
      'policy.set',
      'PolicyChanged',
      (app, _, by) =>
        app.policy.set({ changes: { brand: 'Acme' } }, { ...by, caller: app.as.operator('test') }),
    ],
  ])('at %s is kept under that name, and stands in the history as %s, once', async (...row) => {
    const [name, kind, change] = row;
    const { app, house, ports, by, open } = await begin();
    const { account } = await open('One');
    if (kind === 'AccountReactivated')
      expectOk(await app.accounts.suspend({ account: account.id }, { caller: house.master }));
    const before = await historyOf(house);
    const noted: string[] = [];
    const secrets: Secrets = {
      ...ports.secrets,
      derive: (purpose, text) => {
        noted.push(text);
        return ports.secrets.derive(purpose, text);
      },
    };
    const noting = createApplication({ ...ports, secrets }, { publicUrl: 'https://a.test' });
    expect(await change(noting, account.id, by)).toMatchObject({ ok: true });
    expect(await change(noting, account.id, by)).toMatchObject(replayed);
    // What was kept is found by this name alone, by every version that comes after.
    const lookups = noted.filter((text) => text.startsWith('lookup\n'));
    expect(new Set(lookups.map((text) => text.split('\n').at(-2)))).toEqual(new Set([name]));
    expect((await historyOf(house)).slice(before.length)).toMatchObject([{ kind }]);
  });

  it('is another where the account is to be suspended from its first moment', async () => {
    const { app, by } = await begin();
    const create = (imported: 'active' | 'suspended') =>
      app.customers.create({ name: 'Acme' }, { ...by, imported });
    expectOk(await app.customers.create({ name: 'Acme' }, by));
    expect(await create('active')).toMatchObject(replayed);
    expect(await create('suspended')).toEqual(reused);
  });

  it('that is made twice at once is made once', async () => {
    const { app, by } = await begin();
    const create = () => app.customers.create({ name: 'Acme' }, by);
    const [one, other] = await Promise.all([create(), create()]);
    expect(expectOk(one).account).toEqual(expectOk(other).account);
    expect([one, other].filter(({ ok }) => ok).map((each) => 'replayed' in each)).toEqual([
      false,
      true,
    ]);
  });

  it('waits for the same one elsewhere, and is put off while that goes on', async () => {
    const { app, ports, by } = await begin();
    const persistence: Persistence = {
      ...ports.persistence,
      transact: (work) =>
        ports.persistence.transact((unit) =>
          work({
            ...unit,
            records: new Proxy(unit.records, {
              get: (records, name) =>
                name === 'holdResult' ? async () => false : Reflect.get(records, name),
            }),
          }),
        ),
    };
    const held = createApplication({ ...ports, persistence }, { publicUrl: 'https://a.test' });
    expect(await held.customers.create({ name: 'Acme' }, by)).toEqual({
      ok: false,
      error: { kind: 'InProgress', retryAfter: 1 },
    });
    expect(await app.customers.create({ name: 'Acme' }, by)).not.toHaveProperty('replayed');
  });

  it('is answered to nobody who may not act any more', async () => {
    const { app, house, by, open } = await begin();
    const { account, caller } = await open('One');
    const create = (context: object) =>
      app.customers.create({ name: 'Child' }, { caller, ...context });
    expectOk(await create({ idempotencyKey: 'k' }));
    expect(await create({ idempotencyKey: 'k' })).toMatchObject(replayed);
    expectOk(await app.accounts.suspend({ account: account.id }, { caller: house.master }));
    expect(await create({ idempotencyKey: 'k' })).toEqual(wrong);
    expect(await create({})).toEqual(wrong);
    // Whoever is bound to no account goes on.
    const operator = { ...by, caller: house.operator };
    const beneath = { name: 'Beneath', parent: house.master.accountId ?? '' };
    expectOk(await app.customers.create(beneath, operator));
    expect(await app.customers.create(beneath, operator)).toMatchObject(replayed);
  });

  it.each([
    [59, false],
    [60, true],
    [34_560_000, true],
    [34_560_001, false],
    [Number.NaN, false],
  ])('is kept for %i seconds: %s', async (keepSeconds, isKept) => {
    const { app, by, clock } = await begin();
    const create = () => app.customers.create({ name: 'Acme' }, { ...by, keepSeconds });
    if (!isKept) {
      await expect(create()).rejects.toThrow('keepSeconds must be from 60 to 34560000');
      return;
    }
    expectOk(await create());
    clock.advance(keepSeconds - 1);
    expect(await create()).toMatchObject(replayed);
    clock.advance(1);
    expect(await create()).not.toHaveProperty('replayed');
  });

  it.each([
    ['', 'tooShort'],
    ['a b', 'characters'],
    [7, 'type'],
    [null, 'required'],
  ])('has no key that is %j', async (idempotencyKey, code) => {
    const { app, by } = await begin();
    const refused = {
      ok: false,
      error: { kind: 'Invalid', issues: [{ path: ['idempotencyKey'], code }] },
    };
    const create: unknown = Reflect.apply(app.customers.create, undefined, [
      { name: 'Acme' },
      { ...by, idempotencyKey },
    ]);
    expect(await create).toMatchObject(refused);
    const made: unknown = Reflect.apply(app.accounts.made, undefined, [{ idempotencyKey }, by]);
    expect(await made).toMatchObject(refused);
  });
});

import { adoptSecret, createApplication } from '@tenantry/domain';
import { secretsOf } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { houseSecret, inMemory, openCustomer, openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';

const refused = (error: object) => ({ ok: false, error });
const another = 'another secret of these tests, with 32 bytes or more';

const begin = async () => {
  const house = await openHouse(inMemory);
  return { ...house, house, by: { caller: house.master }, all: { caller: house.operator } };
};

describe('an installation', () => {
  it('is begun once, and has a further master where one is asked for', async () => {
    const { app, all } = await begin();
    const two = { name: 'Two', email: 'two@example.com' };
    expect(await app.initialise(two, all)).toEqual(refused({ kind: 'AlreadyInitialised' }));
    const made = expectOk(await app.initialise({ ...two, address: 'two', another: true }, all));
    expect(made.account).toMatchObject({
      kind: 'master',
      address: 'two',
      ancestors: [],
      version: 1,
    });
    expect(made.key.text?.reveal()).toMatch(/^tenantry_/);
    expect(made.user.password?.reveal()).toMatch(/^([0-9a-z]{4}-){7}[0-9a-z]{4}$/);
    const next = { name: 'Three', email: 'three@example.com', another: true };
    expect(await app.initialise({ ...next, address: 'two' }, all)).toMatchObject(
      refused({ path: ['address'] }),
    );
    expect(await app.initialise({ ...next, email: 'TWO@example.com' }, all)).toEqual(
      refused({ kind: 'EmailTaken', path: ['email'] }),
    );
    expect(expectOk(await app.accounts.masters({}, all))).toHaveLength(2);
  });

  it('keeps a chosen password to the rules, and says which it breaks', async () => {
    const { app, all } = await begin();
    const two = { name: 'Longer Name', email: 'someone@example.com', another: true };
    const codes = async (password: string, input: object = {}) => {
      const made = await app.initialise({ ...two, ...input, password }, all);
      if (made.ok) return made.value.user.password?.reveal();
      return made.error.kind === 'Invalid'
        ? made.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`)
        : made.error.kind;
    };
    expect(await codes('longer name')).toEqual(['password personal']);
    expect(await codes('someone@example.com')).toEqual(['password personal']);
    expect(await codes('password')).toEqual(['password common']);
    expect(await codes('x', { name: '', email: 'x' })).toEqual([
      'name tooShort',
      'email format',
      'password tooShort',
    ]);
    expect(await codes('a good deal longer')).toBeUndefined();
  });

  it('is used by those who have its secret, the newest of which takes the place of the one before', async () => {
    const { ports } = await begin();
    const { persistence } = ports;
    const adopts = (secrets: readonly [string, ...string[]], readOnly?: boolean) =>
      adoptSecret(
        { persistence, secrets: secretsOf(secrets) },
        readOnly === undefined ? {} : { readOnly },
      );
    expect(await adopts([another])).toBe(false);
    expect(await adopts([another, houseSecret], true)).toBe(true);
    expect(await adopts([another])).toBe(false);
    expect(await adopts([another, houseSecret])).toBe(true);
    expect(await adopts([another])).toBe(true);
    expect(await adopts([houseSecret])).toBe(false);
    const empty = await inMemory();
    expect(await adoptSecret({ persistence: empty, secrets: secretsOf([another]) })).toBe(true);
    await empty.close();
  });
});

describe('what was made under an idempotency key', () => {
  it('is found by it, by whoever made it and as long as that is kept', async () => {
    const { app, house, by, clock } = await begin();
    const { id: below } = await openCustomer(house, house.master, 'ann@example.com');
    const { account } = expectOk(
      await app.customers.create({ name: 'One' }, { ...by, idempotencyKey: 'k', keepSeconds: 60 }),
    );
    const made = (idempotencyKey: string, context: Parameters<typeof app.accounts.made>[1] = by) =>
      app.accounts.made({ idempotencyKey }, context);
    expect(expectOk(await made('k'))).toMatchObject({ id: account.id, effectiveStatus: 'active' });
    const none = refused({ kind: 'AccountNotFound' });
    expect(await made('other')).toEqual(none);
    expect(await made('k', { caller: app.as.account(below) })).toEqual(none);
    const faulty = refused({
      kind: 'Invalid',
      issues: [
        {
          path: ['idempotencyKey'],
          code: 'characters',
          message: 'holds characters that are not allowed',
        },
      ],
    });
    expect(await made('a b')).toEqual(faulty);
    expect(await app.customers.create({ name: 'Two' }, { ...by, idempotencyKey: 'a b' })).toEqual(
      faulty,
    );
    clock.advance(59);
    expectOk(await made('k'));
    clock.advance(1);
    expect(await made('k')).toEqual(none);
  });

  it.each([59, 34_560_001, Number.NaN])('is not kept for %d seconds', async (keepSeconds) => {
    const { app, by } = await begin();
    for (const key of [{}, { idempotencyKey: 'k' }])
      await expect(
        app.customers.create({ name: 'One' }, { ...by, ...key, keepSeconds }),
      ).rejects.toThrow(new RangeError('keepSeconds must be from 60 to 34560000'));
  });

  it('cannot be read where it was sealed by a secret that is gone', async () => {
    const { app, by, ports } = await begin();
    const context = { ...by, idempotencyKey: 'k' };
    expectOk(await app.customers.create({ name: 'One' }, context));
    const { unseal: _, ...rest } = ports.secrets;
    const blind = createApplication(
      { ...ports, secrets: { ...rest, unseal: () => undefined } },
      { publicUrl: 'https://tenantry.test' },
    );
    await expect(blind.customers.create({ name: 'One' }, context)).rejects.toThrow(
      'a kept result cannot be unsealed',
    );
  });
});

describe('a list of accounts', () => {
  it('goes on behind one that is there, of the kind that is asked for', async () => {
    const { app, house, by } = await begin();
    const { id } = await openCustomer(house, house.master, 'ann@example.com');
    expectOk(await app.registers.open({ email: 'r@example.com' }, by));
    const root = house.master.accountId ?? '';
    const subtree = (more: object) => app.accounts.subtree({ account: root, ...more }, by);
    const kinds = async (more: object) =>
      expectOk(await subtree(more)).items.map(({ kind }) => kind);
    expect(await kinds({})).toEqual(expect.arrayContaining(['customer', 'registered']));
    expect(await kinds({ kind: 'customer' })).toEqual(['customer']);
    expect(await kinds({ after: id })).not.toContain('customer');
    expect(await subtree({ after: '00000000-0000-7000-8000-000000000000' })).toEqual(
      refused({
        kind: 'Invalid',
        issues: [{ path: ['after'], code: 'unknown', message: 'is not known' }],
      }),
    );
    const absent = refused({ kind: 'AccountNotFound' });
    for (const account of ['x', 1_000_000]) {
      expect(await app.accounts.find({ account }, by)).toEqual(absent);
      expect(await app.accounts.children({ account }, by)).toEqual(absent);
      expect(await app.accounts.subtree({ account }, by)).toEqual(absent);
      expect(await app.masters.update({ master: account }, by)).toEqual(absent);
      expect(await app.accounts.suspend({ account }, by)).toEqual(absent);
      expect(await app.accounts.search({ account }, by)).toEqual(absent);
      expect(await app.events.list({ account }, by)).toEqual(absent);
    }
  });

  it('is searched page by page, in one account and all beneath it', async () => {
    const { app, by } = await begin();
    const open = async (name: string, parent?: string) =>
      expectOk(await app.customers.create(parent === undefined ? { name } : { name, parent }, by))
        .account.id;
    const one = await open('One');
    const other = await open('Other');
    const child = await open('Child', one);
    const found = async (more: object) => {
      const { items, next } = expectOk(await app.accounts.search(more, by));
      return [items.map(({ id }) => id), next];
    };
    const customers = { kind: 'customer' };
    const [ids] = await found(customers);
    expect(new Set(ids)).toEqual(new Set([one, other, child]));
    expect(await found({ ...customers, account: one })).toEqual([
      [one, child].toSorted(),
      undefined,
    ]);
    const [first, ...rest] = [one, other, child].toSorted();
    expect(await found({ ...customers, limit: 1 })).toEqual([[first], first]);
    expect(await found({ ...customers, after: first })).toEqual([rest, undefined]);
    expect(await found({ ...customers, after: undefined, account: undefined })).toEqual([
      [first, ...rest],
      undefined,
    ]);
  });

  it('shows a child of a closed account as closed', async () => {
    const { app, by } = await begin();
    const parent = expectOk(await app.customers.create({ name: 'P' }, by)).account.id;
    const { account: child } = expectOk(await app.customers.create({ name: 'C', parent }, by));
    const status = async () =>
      expectOk(await app.accounts.find({ account: child.id }, by)).effectiveStatus;
    expect(await status()).toBe('active');
    expectOk(await app.accounts.suspend({ account: parent }, by));
    expect(await status()).toBe('suspended');
    expectOk(await app.accounts.close({ account: parent }, by));
    expect(await status()).toBe('closed');
  });
});

describe('an account beneath others', () => {
  const lineage = async () => {
    const { app, house, by } = await begin();
    const open = async (name: string, parent: string) =>
      expectOk(await app.customers.create({ name, parent }, by)).account.id;
    const above = await open('Above', house.master.accountId ?? '');
    const account = await open('Account', above);
    return { app, house, by, above, account };
  };
  const closed = refused({ kind: 'AccountClosed' });

  it('is shown as what is above it lets it be, also once it is changed', async () => {
    const { app, by, above, account } = await lineage();
    expectOk(await app.accounts.suspend({ account: above }, by));
    expectOk(await app.accounts.suspend({ account }, by));
    expect(await app.accounts.reactivate({ account }, by)).toMatchObject({
      value: { status: 'active', effectiveStatus: 'suspended' },
    });
    expect(await app.accounts.reactivate({ account }, by)).toMatchObject({
      value: { status: 'active', effectiveStatus: 'suspended' },
    });
  });

  it.each(['active', 'suspended'])('that was %s stays so once one above is closed', async (was) => {
    const { app, by, above, account } = await lineage();
    if (was === 'suspended') expectOk(await app.accounts.suspend({ account }, by));
    expectOk(await app.accounts.close({ account: above }, by));
    expect(await app.accounts.suspend({ account }, by)).toEqual(closed);
    expect(await app.accounts.reactivate({ account }, by)).toEqual(closed);
    expect(await app.accounts.close({ account }, by)).toEqual(closed);
    expect(await app.customers.update({ customer: account, name: 'Other' }, by)).toEqual(closed);
    expect(await app.accounts.close({ account: above }, by)).toMatchObject({ ok: true });
  });

  it('does not change its own status', async () => {
    const { app, account } = await lineage();
    const itself = { caller: app.as.account(account) };
    for (const change of [app.accounts.suspend, app.accounts.reactivate, app.accounts.close])
      expect(await change({ account }, itself)).toEqual(
        refused({ kind: 'NotPermitted', needed: 'manage' }),
      );
  });

  it('is listed page by page, by the id of the last', async () => {
    const { app, by, house, above, account } = await lineage();
    const root = house.master.accountId ?? '';
    const paged = async (list: typeof app.accounts.subtree) => {
      const ids: string[] = [];
      for (let more = {}; ids.length < 9; ) {
        const { items, next } = expectOk(await list({ account: root, limit: 1, ...more }, by));
        ids.push(...items.map(({ id }) => id));
        if (next === undefined) return ids;
        expect(next).toBe(ids.at(-1));
        more = { after: next };
      }
      return ids;
    };
    expect(await paged(app.accounts.subtree)).toEqual([root, above, account]);
    const other = expectOk(await app.customers.create({ name: 'Other' }, by)).account.id;
    expect(await paged(app.accounts.children)).toEqual([above, other].toSorted());
  });
});

it('a search names what it cannot look for', async () => {
  const { app, by } = await begin();
  const search: unknown = Reflect.apply(app.accounts.search, undefined, [
    { status: 'x', kind: 7, reference: { name: 'a' } },
    by,
  ]);
  expect(await search).toMatchObject(
    refused({
      kind: 'Invalid',
      issues: [
        { path: ['reference', 'value'], code: 'required' },
        { path: ['kind'], code: 'unknown' },
        { path: ['status'], code: 'unknown' },
      ],
    }),
  );
});

describe('a master account', () => {
  it('is corrected once under one key, and that stands in the history', async () => {
    const { app, house, by } = await begin();
    const master = house.master.accountId ?? '';
    const attempt = { ...by, idempotencyKey: 'k' };
    const change = { master, name: 'Other', defaultRole: 2 };
    expect(await app.masters.update(change, attempt)).toMatchObject({
      value: { name: 'Other', defaultRole: 2, version: 2, effectiveStatus: 'active' },
    });
    expect(await app.masters.update({ ...change, version: 7 }, attempt)).toMatchObject({
      replayed: true,
    });
    for (const other of [{ master }, { ...change, name: 'x' }, { ...change, defaultRole: null }])
      expect(await app.masters.update(other, attempt)).toEqual(
        refused({ kind: 'IdempotencyKeyReused' }),
      );
    const { items } = expectOk(await app.events.list({}, by));
    expect(items.map(({ kind }) => kind)).toEqual(['MasterOpened', 'MasterChanged']);
    const cleared = expectOk(await app.masters.update({ master, defaultRole: null }, by));
    expect(cleared).not.toHaveProperty('defaultRole');
  });

  it('is corrected by those alone who may, and told every fault', async () => {
    const { app, house, by } = await begin();
    const master = house.master.accountId ?? '';
    const reading = { caller: { ...house.master, power: 'provision' as const } };
    const mayNot = refused({ kind: 'NotPermitted', needed: 'manage' });
    expect(await app.masters.update({ master }, reading)).toEqual(mayNot);
    expect(await app.masters.checkUpdate({ master }, reading)).toEqual(mayNot);
    for (const useCase of [app.masters.update, app.masters.checkUpdate]) {
      const faulty: unknown = Reflect.apply(useCase, undefined, [
        { master, name: 7, defaultRole: 'x' },
        by,
      ]);
      expect(await faulty).toMatchObject(
        refused({
          kind: 'Invalid',
          issues: [
            { path: ['name'], code: 'type' },
            { path: ['defaultRole'], code: 'type' },
          ],
        }),
      );
      expect(await useCase({ master, defaultRole: 99 }, by)).toMatchObject(
        refused({ kind: 'Invalid', issues: [{ path: ['defaultRole'], code: 'unknown' }] }),
      );
    }
    expect(await app.masters.checkUpdate({ master, defaultRole: null }, by)).toMatchObject({
      ok: true,
    });
  });
});

it('history goes on behind a position that there can be', async () => {
  const { app, by } = await begin();
  const { items, next } = expectOk(await app.events.list({}, by));
  expect(next).toBe(items.at(-1)?.position);
  expect(await app.events.list({ after: next ?? 0 }, by)).toStrictEqual({
    ok: true,
    value: { items: [] },
  });
  expect(await app.events.list({ after: 0.5 }, by)).toEqual(
    refused({
      kind: 'Invalid',
      issues: [{ path: ['after'], code: 'format', message: 'must be a whole number' }],
    }),
  );
});

describe('policy that is changed under an idempotency key', () => {
  it('is changed once, and by another change not at all', async () => {
    const { app, all } = await begin();
    const set = (changes: unknown, idempotencyKey = 'k') =>
      app.policy.set({ changes }, { ...all, idempotencyKey });
    const acme = await set({ brand: 'Acme' });
    expectOk(await app.policy.set({ changes: { brand: 'Later' } }, all));
    expect(await set({ brand: 'Acme' })).toEqual({ ...acme, replayed: true });
    expect(await set({ brand: 'Other' })).toEqual(refused({ kind: 'IdempotencyKeyReused' }));
    expect(expectOk(await app.policy.show({}, all)).brand).toBe('Later');
    const made = { ...all, idempotencyKey: 'k' };
    expectOk(
      await app.customers.create(
        { name: 'A' },
        { ...made, caller: app.as.account(await masterOf(app, all)) },
      ),
    );
  });

  it('is refused for what is no object, and for a role that would be gone', async () => {
    const { app, all } = await begin();
    const object = { path: [], code: 'type', message: 'must be an object' };
    expect(await app.policy.set({ changes: [] }, all)).toEqual(
      refused({ kind: 'Invalid', issues: [object] }),
    );
    const roles = [
      { id: 1, power: 'manage' },
      { id: 3, power: 'read' },
    ];
    const gone = {
      path: ['roles'],
      code: 'unknown',
      message: 'must have the role 2, as it has now',
    };
    expect(await app.policy.set({ changes: { roles } }, all)).toEqual(
      refused({ kind: 'Invalid', issues: [gone] }),
    );
    expect(await app.policy.set({ changes: { depth: null, brand: 1 } }, all)).toMatchObject(
      refused({ issues: [{ path: ['brand'], message: 'must be a string' }] }),
    );
  });

  it('waits for another that is changing it, and is put off while that goes on', async () => {
    const { app, ports, all } = await begin();
    const { persistence } = ports;
    const elsewhere = createApplication(
      {
        ...ports,
        persistence: {
          ...persistence,
          transact: (work) =>
            persistence.transact((unit) => {
              const holdResult = async (lookups: readonly string[]) => lookups.length === 0;
              const records = new Proxy(unit.records, {
                get: (own, name) => (name === 'holdResult' ? holdResult : Reflect.get(own, name)),
              });
              return work({ ...unit, records });
            }),
        },
      },
      { publicUrl: 'https://x.test' },
    );
    expect(await elsewhere.policy.set({ changes: { brand: 'Acme' } }, all)).toEqual(
      refused({ kind: 'InProgress', retryAfter: 1 }),
    );
    expect(expectOk(await app.policy.show({}, all))).not.toHaveProperty('brand', 'Acme');
  });

  it('belongs to an installation that is there', async () => {
    const { app, ports } = await begin();
    const empty = await inMemory();
    const other = createApplication(
      { ...ports, persistence: empty },
      { publicUrl: 'https://x.test' },
    );
    await expect(
      other.policy.set({ changes: {} }, { caller: app.as.operator('test') }),
    ).rejects.toThrow('there is no installation');
    await empty.close();
  });
});

const masterOf = async (
  app: Awaited<ReturnType<typeof begin>>['app'],
  all: Awaited<ReturnType<typeof begin>>['all'],
): Promise<string> => expectOk(await app.accounts.masters({}, all))[0]?.id ?? '';

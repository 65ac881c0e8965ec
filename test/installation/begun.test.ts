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
    }
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

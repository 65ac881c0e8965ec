import {
  as,
  type Caller,
  createApplication,
  type Persistence,
  toChannel,
  UserName,
} from '@tenantry/domain';
import { fixedClock } from '@tenantry/memory';
import { describe, expect, it } from 'vitest';
import { inMemory, openHouse } from '../access/house.ts';
import { expectOk } from '../protocols/installation.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';
import { applicationInMemory } from './in-memory.ts';

const context = { caller: as.operator('test') };
const first = { name: 'Root', email: 'root@example.com' };
const second = { name: 'Other', email: 'other@example.com', another: true };

describe('a further master account', () => {
  it('is the same attempt again, though it has made the installation and its policy itself', async () => {
    const app = applicationInMemory();
    const command = { ...second, policy: { passwordMinimum: 15 } };
    const attempt = { ...context, idempotencyKey: 'k' };
    const made = await app.initialise(command, attempt);
    expect(made.ok).toBe(true);
    expect(await app.initialise(command, attempt)).toMatchObject({ ok: true, replayed: true });
    expect(await app.initialise({ ...command, name: 'Another' }, attempt)).toEqual({
      ok: false,
      error: { kind: 'IdempotencyKeyReused' },
    });
  });

  it('comes under the policy that the installation was made with', async () => {
    const app = applicationInMemory();
    expect((await app.initialise({ ...first, policy: { passwordMinimum: 15 } }, context)).ok).toBe(
      true,
    );
    const short = await app.initialise({ ...second, password: 'twelve signs' }, context);
    expect(short).toMatchObject({
      ok: false,
      error: { kind: 'Invalid', issues: [{ path: ['password'], code: 'tooShort' }] },
    });
    const other = await app.initialise({ ...second, policy: { passwordMinimum: 8 } }, context);
    expect(other).toMatchObject({
      ok: false,
      error: { kind: 'Invalid', issues: [{ path: ['policy'], code: 'mismatch' }] },
    });
    expect(
      (await app.initialise({ ...second, password: 'fifteen or more signs' }, context)).ok,
    ).toBe(true);
  });

  it('is refused where the name of its first user is that of somebody else', async () => {
    const app = applicationInMemory();
    const made = await app.initialise(first, context);
    if (!made.ok) throw new Error(made.error.kind);
    const partner = await app.partners.create(
      {
        name: 'Partner',
        contact: {
          userName: second.email,
          firstName: 'Con',
          lastName: 'Tact',
          email: 'contact@example.com',
          phone: '+12025550100',
        },
      },
      { caller: as.account(made.value.account.id) },
    );
    expect(partner.ok).toBe(true);
    expect(await app.initialise(second, context)).toEqual({
      ok: false,
      error: { kind: 'UserNameTaken', path: ['email'] },
    });
  });

  it('is refused without being asked for, and to whoever is bound to an account', async () => {
    const app = applicationInMemory();
    const made = await app.initialise(first, context);
    if (!made.ok) throw new Error(made.error.kind);
    const { id } = made.value.account;
    expect(await app.initialise({ ...second, another: false }, context)).toEqual({
      ok: false,
      error: { kind: 'AlreadyInitialised' },
    });
    expect(await app.initialise(second, { caller: as.account(id) })).toMatchObject({
      ok: false,
      error: { kind: 'NotPermitted' },
    });
  });
});

describe('the first master account', () => {
  const password = 'nine blue kettles';

  it('is open, and its first user has a password that was given', async () => {
    const { app, ports } = await openHouse(inMemory);
    for (const more of [{}, { password }]) {
      const email = `x${Object.keys(more).length}@example.com`;
      const made = expectOk(await app.initialise({ ...second, ...more, email }, context));
      expect(made.account).toMatchObject({
        kind: 'master',
        ancestors: [],
        status: 'active',
        mayHaveSubAccounts: true,
        version: 1,
      });
      expect('password' in made.user).toBe(!('password' in more));
      const credential = await ports.persistence.read(async ({ access }) => {
        const found = await access.membershipByUserName(UserName.parse(email));
        const member = found?.membership;
        return member?.status === 'active'
          ? (await access.findUser(member.userId))?.credential
          : undefined;
      });
      expect(credential).toMatchObject({
        origin: 'given',
        generation: 1,
        accountId: made.account.id,
      });
    }
  });

  it('is compared by its policy and its password too, under an idempotency key', async () => {
    const app = applicationInMemory({ hasher: quickHasher() });
    const attempt = { ...context, idempotencyKey: 'k' };
    const command = { ...first, password, policy: { depth: 5 } };
    expectOk(await app.initialise(command, attempt));
    const again = await app.initialise(command, attempt);
    expect(again).toMatchObject({ ok: true, replayed: true });
    expect(expectOk(again).user).toStrictEqual({ email: first.email, userName: first.email });
    const { password: _, ...unsaid } = command;
    for (const other of [
      { ...command, password: 'ten blue kettles' },
      unsaid,
      { ...command, policy: { depth: 6 } },
      { ...first, password },
    ])
      expect(await app.initialise(other, attempt)).toEqual({
        ok: false,
        error: { kind: 'IdempotencyKeyReused' },
      });
  });

  it('is shown again with what is still of use', async () => {
    const clock = fixedClock();
    const app = applicationInMemory({ clock });
    const attempt = { ...context, idempotencyKey: 'k' };
    const made = expectOk(await app.initialise(first, attempt));
    const shown = async () => {
      const { key, user } = expectOk(await app.initialise(first, attempt));
      return { key: key.text?.reveal(), password: user.password?.reveal() };
    };
    const both = { key: made.key.text?.reveal(), password: made.user.password?.reveal() };
    expect(await shown()).toStrictEqual(both);
    clock.advance(600);
    expect(await shown()).toStrictEqual(both);
    const by = { caller: as.account(made.account.id) };
    expectOk(await app.keys.revoke({ key: made.key.id }, by));
    expect(await shown()).toStrictEqual({ ...both, key: undefined });
    clock.advance(1);
    const { key, user } = expectOk(await app.initialise(first, attempt));
    expect(key).toStrictEqual({ id: made.key.id });
    expect(user).toStrictEqual({ email: first.email, userName: first.email });
  });

  it('is shown again without its password, once nobody has that any more', async () => {
    const app = applicationInMemory();
    expectOk(await app.initialise(first, context));
    const attempt = { ...context, idempotencyKey: 'k' };
    const { account, user } = expectOk(await app.initialise(second, attempt));
    expect(user).toHaveProperty('password');
    expectOk(await app.accounts.close({ account: account.id }, context));
    const again = await app.initialise(second, attempt);
    expect(again).toMatchObject({ replayed: true, value: { account } });
    expect(expectOk(again).user).toStrictEqual({ email: second.email, userName: second.email });
  });

  it('is not made while too much is being hashed', async () => {
    const busy = { ok: false, error: { kind: 'Busy', retryAfter: 1 } } as const;
    const app = applicationInMemory({ hasher: { ...quickHasher(), hash: async () => busy } });
    expect(await app.initialise({ ...first, password }, context)).toEqual(busy);
    expectOk(await app.initialise(first, context));
  });

  it('has no attempt under a key that is none', async () => {
    const app = applicationInMemory({ hasher: quickHasher() });
    expect(await app.initialise(first, { ...context, idempotencyKey: '' })).toMatchObject({
      ok: false,
      error: { kind: 'Invalid', issues: [{ path: ['idempotencyKey'], code: 'tooShort' }] },
    });
    expectOk(await app.initialise(first, context));
  });

  it('names every fault, each as what it is', async () => {
    const app = applicationInMemory({ hasher: quickHasher() });
    const faultsOf = async (given: object) => {
      const answer: unknown = await Reflect.apply(app.initialise, undefined, [given, context]);
      return answer;
    };
    const refused = (...issues: readonly (readonly [string, string])[]) => ({
      ok: false,
      error: { kind: 'Invalid', issues: issues.map(([at, code]) => ({ path: [at], code })) },
    });
    expect(await faultsOf({ name: 7, password: 'xqz7k' })).toMatchObject(
      refused(['name', 'type'], ['email', 'required'], ['password', 'tooShort']),
    );
    expect(await faultsOf({ ...first, name: ['Root'], password })).toMatchObject(
      refused(['name', 'type']),
    );
    for (const other of [5, 5n, [password], () => password])
      expect(
        await Reflect.apply(app.initialise, undefined, [
          { ...first, password: other },
          { ...context, idempotencyKey: 'k' },
        ]),
      ).toMatchObject(refused(['password', 'type']));
    expect(
      await faultsOf({ ...first, policy: { passwordMinimum: 15 }, password: 'twelve signs' }),
    ).toMatchObject(refused(['password', 'tooShort']));
    expectOk(await app.initialise(first, context));
    expect(await faultsOf({ ...first, policy: {} })).toEqual({
      ok: false,
      error: { kind: 'AlreadyInitialised' },
    });
    expect(await faultsOf({ ...second, policy: {} })).toEqual({
      ok: false,
      error: {
        kind: 'Invalid',
        issues: [
          {
            path: ['policy'],
            code: 'mismatch',
            message: 'must be left out: the installation has its policy',
          },
        ],
      },
    });
  });
});

describe('what cannot be done at this moment', () => {
  it('waits for the same attempt elsewhere, and is put off while that goes on', async () => {
    const { ports, operator } = await openHouse(inMemory);
    const app = createApplication(
      {
        ...ports,
        persistence: {
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
        },
      },
      { publicUrl: 'https://a.test' },
    );
    expect(await app.initialise(second, { caller: operator, idempotencyKey: 'k' })).toEqual({
      ok: false,
      error: { kind: 'InProgress', retryAfter: 1 },
    });
    expectOk(await app.initialise(second, { caller: operator }));
  });

  it('is put off where the store is locked, and not tried again by itself', async () => {
    const { ports, operator } = await openHouse(inMemory);
    const empty = await inMemory();
    const unavailable = { ok: false, error: { kind: 'Unavailable', retryAfter: 1 } } as const;
    let units = 0;
    const persistence: Persistence = {
      ...empty,
      transact: async (work) => (++units === 1 ? unavailable : empty.transact(work)),
    };
    const app = createApplication({ ...ports, persistence }, { publicUrl: 'https://a.test' });
    expect(await app.initialise(second, { caller: operator })).toEqual(unavailable);
    expectOk(await app.initialise(second, { caller: operator }));
  });
});

describe('where another makes the installation meanwhile', () => {
  const begin = () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const quick = quickHasher();
    const app = applicationInMemory({
      hasher: {
        ...quick,
        hash: async (chosen) => {
          const todo = meanwhile;
          meanwhile = undefined;
          await todo?.();
          return quick.hash(chosen);
        },
      },
    });
    meanwhile = () => app.initialise({ ...first, policy: { passwordMinimum: 15 } }, context);
    return app;
  };
  const password = 'twelve signs';

  it('a first master account is refused', async () => {
    const { another: _, ...command } = second;
    expect(await begin().initialise({ ...command, password }, context)).toEqual({
      ok: false,
      error: { kind: 'AlreadyInitialised' },
    });
  });

  it('a further one comes after it, under its policy', async () => {
    expect(await begin().initialise({ ...second, password }, context)).toMatchObject({
      ok: false,
      error: { kind: 'Invalid', issues: [{ path: ['password'], code: 'tooShort' }] },
    });
    const long = { ...second, password: 'fifteen or more signs' };
    const app = begin();
    expect((await app.initialise(long, context)).ok).toBe(true);
    expect(await app.policy.show({}, context)).toMatchObject({ value: { passwordMinimum: 15 } });
  });
});

it('names every fault of what is no command at all', async () => {
  const app = applicationInMemory();
  for (const given of [null, 'Root', []])
    expect(await Reflect.apply(app.initialise, undefined, [given, context])).toMatchObject({
      ok: false,
      error: { kind: 'Invalid' },
    });
});

it('is not done for a caller that lost its account', async () => {
  const caller: Caller = { power: 'manage', proof: { kind: 'host' }, channel: toChannel('host') };
  await expect(applicationInMemory().initialise(first, { caller })).rejects.toThrow(TypeError);
});

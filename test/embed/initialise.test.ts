import { as, type Caller, toChannel } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
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

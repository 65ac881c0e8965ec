import { as } from '@tenantry/domain';
import { expect, it } from 'vitest';
import { applicationInMemory } from './in-memory.ts';

it('takes null for a wrong value, and never for the default that would open more', async () => {
  const app = applicationInMemory();
  const made = await app.initialise(
    { name: 'Root', email: 'root@example.com' },
    { caller: as.operator('test') },
  );
  if (!made.ok) throw new Error(made.error.kind);
  const context = { caller: as.account(made.value.account.id) };
  expect(await Reflect.apply(app.keys.create, undefined, [{ power: null }, context])).toMatchObject(
    {
      ok: false,
      error: { kind: 'Invalid' },
    },
  );
  expect(await Reflect.apply(app.accounts.find, undefined, [{ account: null }, context])).toEqual({
    ok: false,
    error: { kind: 'AccountNotFound' },
  });
});

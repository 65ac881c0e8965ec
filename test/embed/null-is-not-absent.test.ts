import { as, createApplication } from '@tenantry/domain';
import { consoleMailer } from '@tenantry/email';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { argon2Hasher, secretsOf } from '@tenantry/runtime';
import { expect, it } from 'vitest';

it('takes null for a wrong value, and never for the default that would open more', async () => {
  const app = createApplication(
    {
      persistence: memoryPersistence(),
      mailer: consoleMailer({ write: () => undefined, from: 'accounts@example.com' }),
      hasher: argon2Hasher(),
      clock: fixedClock(),
      ids: countingIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'http://localhost:3000' },
  );
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

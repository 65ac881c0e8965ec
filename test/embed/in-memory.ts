import { createApplication, type Mailer, type PasswordHasher } from '@tenantry/domain';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { argon2Hasher, secretsOf } from '@tenantry/runtime';

const silent: Mailer = { send: async () => ({ kind: 'sent' }), close: async () => undefined };

interface Parts {
  readonly mailer?: Mailer;
  readonly clock?: ReturnType<typeof fixedClock>;
  readonly hasher?: PasswordHasher;
}

/** An application in memory, whose clock stands until a test moves it. */
export const applicationInMemory = ({
  mailer = silent,
  clock = fixedClock(),
  hasher = argon2Hasher(),
}: Parts = {}) =>
  createApplication(
    {
      persistence: memoryPersistence(),
      mailer,
      hasher,
      clock,
      ids: countingIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'https://accounts.example.com' },
  );

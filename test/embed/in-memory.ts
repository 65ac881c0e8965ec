import { createApplication, type Mailer } from '@tenantry/domain';
import { countingIds, fixedClock, memoryPersistence } from '@tenantry/memory';
import { argon2Hasher, secretsOf } from '@tenantry/runtime';

const silent: Mailer = { send: async () => ({ kind: 'sent' }), close: async () => undefined };

/** An application in memory, whose clock stands until a test moves it. */
export const applicationInMemory = ({ mailer = silent, clock = fixedClock() } = {}) =>
  createApplication(
    {
      persistence: memoryPersistence(),
      mailer,
      hasher: argon2Hasher(),
      clock,
      ids: countingIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    },
    { publicUrl: 'https://accounts.example.com' },
  );

import { as, createApplication, type Ports } from '@tenantry/domain';
import { fixedClock } from '@tenantry/memory';
import { randomIds, secretsOf } from '@tenantry/runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stores } from '../embed/stores.ts';
import { quickHasher } from '../protocols/quick-hasher.ts';

describe.each(stores)('master accounts that are made at once, on $name', ({ open }) => {
  it('are all made, the first of them with the installation', async () => {
    const persistence = await open();
    onTestFinished(() => persistence.close());
    const ports: Ports = {
      persistence,
      clock: fixedClock(),
      mailer: { send: async () => ({ kind: 'sent' }), close: async () => undefined },
      hasher: quickHasher(),
      ids: randomIds(),
      secrets: secretsOf(['a secret of these tests with 32 bytes or more']),
    };
    const app = createApplication(ports, { publicUrl: 'http://localhost' });
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        app.initialise(
          { name, email: `${name}@example.com`, another: true },
          { caller: as.operator('test') },
        ),
      ),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    const masters = await persistence.read(({ accounts }) => accounts.masters('installation'));
    expect(masters).toHaveLength(3);
  });
});

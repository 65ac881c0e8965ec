import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { install, stores } from '../embed/stores.ts';
import { rounds } from '../rounds.ts';

const clients = 64;

/** A gate that opens once so many have passed by. */
const after = (many: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let passed = 0;
  return {
    opened: promise,
    pass: () => {
      if (++passed === many) resolve();
    },
  };
};

describe.each(stores)('a partner under which 64 clients create, on $name', ({ open }) => {
  it('is suspended after a few of them, and nothing is made beneath it afterwards', async () => {
    const { app, caller, partner, ports } = await install(open);
    let isOver = false;
    onTestFinished(() => {
      isOver = true;
    });
    for (let round = 0; round < rounds(1); round++) {
      let made = 0;
      const warm = after(2 * clients);
      const client = async (): Promise<string> => {
        for (;;) {
          const created = await app.customers.create({ name: 'Acme', parent: partner }, { caller });
          if (created.ok) {
            made++;
            warm.pass();
          } else if (created.error.kind !== 'Unavailable') return created.error.kind;
          // A store that was closed, since the test has failed, says so at once and for ever.
          else await setImmediate();
          if (isOver) return 'over';
        }
      };
      const running = Array.from({ length: clients }, client);
      await warm.opened;
      const before = made;
      const suspended = await app.partners.update({ partner, isActive: false }, { caller });
      const meanwhile = made - before;
      expect(suspended).toMatchObject({ ok: true, value: { account: { status: 'suspended' } } });
      // Those that were on their way, and a few that came before it in the queue.
      expect(meanwhile).toBeLessThanOrEqual(3 * clients);
      const answers = await Promise.all(running);
      expect(new Set(answers)).toEqual(new Set(['ParentInactive']));
      const kinds = await ports.persistence.read(async ({ records }) =>
        (await records.events('installation', { limit: 100_000 })).map(({ kind }) => kind),
      );
      expect(kinds.lastIndexOf('CustomerOpened')).toBeLessThan(
        kinds.lastIndexOf('AccountSuspended'),
      );
      expect(await app.partners.update({ partner, isActive: true }, { caller })).toMatchObject({
        ok: true,
      });
    }
  });
});

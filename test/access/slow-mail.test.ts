import { setImmediate } from 'node:timers/promises';
import { createApplication, type Letter } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { stores } from '../embed/stores.ts';
import { openHouse } from './house.ts';

describe('mail that takes long to send', () => {
  const [memory] = stores;
  if (memory === undefined) throw new Error('no store');

  /** Mail for `slow` people hangs until it is let go. */
  const slowHouse = async (patience?: () => Promise<void>) => {
    const house = await openHouse(memory.open);
    const users = ['slow1', 'good1', 'slow2', 'good2', 'good3'].map((name) => ({
      name,
      email: `${name}@example.com`,
    }));
    await house.app.customers.create({ name: 'Many', users }, { caller: house.master });
    const sent: string[] = [];
    const hanging = Promise.withResolvers<void>();
    const send = async ({ to }: Letter) => {
      if (to.name.startsWith('slow')) await hanging.promise;
      sent.push(to.name);
      return { kind: 'sent' as const };
    };
    const ports = { ...house.ports, mailer: { send, close: async () => undefined } };
    const settings = { publicUrl: 'https://tenantry.test' };
    const app = createApplication(ports, {
      ...settings,
      ...(patience === undefined ? {} : { patience }),
    });
    return { app, sent, letGo: hanging.resolve };
  };

  it('does not keep the others waiting', async () => {
    const { app, sent, letGo } = await slowHouse(() => setImmediate());
    const delivering = app.deliverMail();
    await expect.poll(() => sent).toEqual(['good1', 'good2', 'good3']);
    letGo();
    expect(await delivering).toEqual({ sent: 5, failed: 0 });
    expect(new Set(sent).size).toBe(5);
  });

  it('is waited for where the relay is stopped', async () => {
    const { app, sent, letGo } = await slowHouse(() => setImmediate());
    const stopping = new AbortController();
    const delivering = app.deliverMail(stopping.signal);
    await expect.poll(() => sent).toEqual(['good1', 'good2', 'good3']);
    stopping.abort();
    letGo();
    expect(await delivering).toEqual({ sent: 5, failed: 0 });
  });

  it('is sent one after another where nothing else is said', async () => {
    const { app, sent, letGo } = await slowHouse();
    const delivering = app.deliverMail();
    letGo();
    expect(await delivering).toEqual({ sent: 5, failed: 0 });
    expect(sent).toEqual(['slow1', 'good1', 'slow2', 'good2', 'good3']);
  });
});

import type { Persistence } from '@tenantry/domain';
import { fixedClock } from '@tenantry/memory';
import { expect } from 'vitest';
import { expectOk } from '../protocols/installation.ts';
import { applicationOn } from './filled.ts';

const year = 366 * 86_400;

/** Sends what is owed, and forgets all that is over long after a store was filled. */
export const maintained = async (persistence: Persistence): Promise<void> => {
  const clock = fixedClock(new Date());
  const app = applicationOn(persistence, async () => ({ kind: 'sent' }), clock);
  const operator = { caller: app.as.operator('test') };
  clock.advance(year);
  await app.deliverMail();
  clock.advance(year);
  const forgotten = expectOk(await app.maintain({}, operator));
  for (const [kind, count] of Object.entries(forgotten))
    expect({ kind, isForgotten: count > 0 }).toEqual({ kind, isForgotten: true });
  expectOk(await app.policy.set({ changes: { brand: 'Another' } }, operator));
};

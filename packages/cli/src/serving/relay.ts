import { setTimeout as pause } from 'node:timers/promises';
import type { Application, Telemetry } from '@tenantry/domain';
import { inRounds } from './in-rounds.ts';

/** Milliseconds between two looks into the outbox. */
const interval = 1000;

/** Delivers mail until stopped; `stop` resolves once the mail in hand is done. */
export const relay = (deliverMail: Application['deliverMail'], telemetry: Telemetry) =>
  inRounds(async (signal) => {
    try {
      await deliverMail(signal);
    } catch (fault) {
      // What could not be settled stays under its lease and is tried again after it.
      telemetry.log('error', 'mail relay failed', { fault });
    }
    // Aborted: there is no other round.
    await pause(interval, undefined, { signal }).catch(() => undefined);
  });

import { setTimeout as pause } from 'node:timers/promises';
import type { Application, Telemetry } from '@tenantry/domain';

/** Milliseconds between two looks into the outbox. */
const interval = 1000;

/** Delivers mail until stopped; `stop` resolves once the mail in hand is done. */
export const relay = (deliverMail: Application['deliverMail'], telemetry: Telemetry) => {
  const stopping = new AbortController();
  const { signal } = stopping;

  const round = async (): Promise<void> => {
    try {
      await deliverMail(signal);
    } catch (fault) {
      // What could not be settled stays under its lease and is tried again after it.
      telemetry.log('error', 'mail relay failed', { fault });
    }
    // Aborted: the loop is about to end.
    await pause(interval, undefined, { signal }).catch(() => undefined);
  };

  const running = (async () => {
    while (!signal.aborted) await round();
  })();

  return {
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
};

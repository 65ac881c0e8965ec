import { setTimeout as pause } from 'node:timers/promises';
import type { Failure, Maintained, Result, Telemetry } from '@tenantry/domain';
import { inRounds } from './in-rounds.ts';

/** Forgets what is over; looks at the signal between its units. */
type Maintain = (signal: AbortSignal) => Promise<Result<Maintained, Failure>>;

/** Resolves when the next round is due, the first being round 0; rejects once it is aborted. */
type Wait = (round: number, signal: AbortSignal) => Promise<unknown>;

const minute = 60_000;

/**
 * Soon for the first time, for a server that is often started anew; then about once an hour. Several
 * servers of one database do not all begin at one moment.
 */
const hourly: Wait = (round, signal) => {
  const [least, most] = round === 0 ? [1, 10] : [54, 66];
  const delay = (least + Math.random() * (most - least)) * minute;
  return pause(delay, undefined, { signal, ref: false });
};

/**
 * Forgets what is over from time to time until stopped, one round after another; `stop` resolves
 * once the unit in hand is done.
 */
export const upkeep = (maintain: Maintain, { log }: Telemetry, wait: Wait = hourly) =>
  inRounds(async (signal, round) => {
    const isDue = await wait(round, signal).then(
      () => true,
      () => false,
    );
    if (!isDue || signal.aborted) return;
    try {
      const done = await maintain(signal);
      if (done.ok) log('debug', 'forgot what is over', { ...done.value });
      else log('warn', 'nothing could be forgotten just now', { kind: done.error.kind });
    } catch (fault) {
      // Whoever goes on after it goes on where this round was interrupted.
      if (!signal.aborted || fault !== signal.reason) log('error', 'maintenance failed', { fault });
    }
  });

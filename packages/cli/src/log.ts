import type { Telemetry, TelemetryFacts } from '@tenantry/domain';
import { destination, type LevelWithSilent, pino } from 'pino';

/**
 * One JSON line on standard error for each thing that happened; counters are not kept yet. A fact
 * called `fault` is something that was thrown: `tell` says what of it may be logged.
 */
export const jsonLog = (
  level: LevelWithSilent,
  tell: (fault: unknown) => TelemetryFacts,
): Telemetry => {
  const logger = pino({ level, base: null }, standardError());
  return {
    log: (at, message, { fault, ...facts } = {}) =>
      logger[at]({ ...facts, ...(fault === undefined ? {} : tell(fault)) }, message),
    count: () => undefined,
  };
};

/** Where lines go. One that cannot be written is no fault of whoever is served at that moment. */
function standardError() {
  const lines = destination({ dest: 2, sync: true });
  lines.on('error', () => undefined);
  return lines;
}

import type { Telemetry } from '@tenantry/domain';
import { destination, type LevelWithSilent, pino } from 'pino';

/** One JSON line on standard error for each thing that happened; counters are not kept yet. */
export const jsonLog = (level: LevelWithSilent): Telemetry => {
  const logger = pino({ level, base: null }, destination({ dest: 2, sync: true }));
  return {
    log: (at, message, facts = {}) => logger[at](facts, message),
    count: () => undefined,
  };
};

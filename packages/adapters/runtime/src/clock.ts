import type { Clock } from '@tenantry/domain';

/** The time of this machine. */
export const systemClock: Clock = { now: () => new Date() };

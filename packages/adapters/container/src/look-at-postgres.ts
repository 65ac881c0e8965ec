import type { ExaminedPostgres } from '@tenantry/postgres';
import { type Finding, fail, judged, warn } from './finding.ts';

/** What a server and its database tell of themselves, in words. */
export const lookAtPostgres = (found: ExaminedPostgres): readonly Finding[] => {
  const { version, problem, forgetful, timeZone, ahead, most, used, isReadOnly } = found;
  const skew = `${Math.abs(ahead).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine`;
  return [
    judged(
      'database',
      `PostgreSQL ${version}`,
      problem !== undefined &&
        fail(problem, 'use a server and a database as docs/deploy.md has it'),
      isReadOnly && fail('it only reads', 'name the primary in TENANTRY_DATABASE'),
    ),
    judged(
      'durability',
      'what is acknowledged is kept',
      forgetful.length > 0 &&
        warn(
          `${forgetful.join(' and ')} off: it may forget what it has acknowledged`,
          'turn them on; in production that is demanded',
        ),
    ),
    judged(
      'clock',
      `${skew}, time zone ${timeZone}`,
      Math.abs(ahead) > farApart && warn(`it is ${skew}`, 'let both keep time by NTP'),
    ),
    judged(
      'connections',
      `${used} of ${most} are open`,
      used > most * 0.8 &&
        warn(`${used} of ${most} are open`, 'lower TENANTRY_POOL_SIZE, or raise max_connections'),
    ),
  ];
};

/** Seconds. */
const farApart = 5;

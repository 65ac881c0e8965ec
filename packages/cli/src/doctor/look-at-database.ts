import type { ExaminedStore } from '@tenantry/container';
import { type Finding, fail, judged, warn } from './finding.ts';
import { octal } from './look-at-settings.ts';

type Sqlite = Extract<ExaminedStore, { readonly kind: 'sqlite' }>;
type Postgres = Extract<ExaminedStore, { readonly kind: 'postgres' }>;

/** What a database tells of itself, in words. */
export const lookAtDatabase = (store: ExaminedStore): readonly Finding[] => {
  switch (store.kind) {
    case 'memory': {
      const message = 'all that is kept is gone when the process ends';
      return [{ check: 'database', ...warn(message, 'set TENANTRY_DATABASE to keep it') }];
    }
    case 'sqlite':
      return [...sqlite(store), schema(store)];
    case 'postgres':
      return [...postgres(store), schema(store)];
  }
};

function schema({ unfit }: Sqlite | Postgres): Finding {
  return judged(
    'schema',
    'as this program has it',
    unfit !== undefined && fail(unfit, 'run "tenantry migrate", or the release that fits'),
  );
}

function sqlite(found: Sqlite): readonly Finding[] {
  const { version, file, rights, journal, damage, size, free } = found;
  return [
    judged('database', `SQLite ${version}, ${file}, ${mebibytes(size)}`),
    judged(
      'file rights',
      octal(rights),
      process.platform !== 'win32' &&
        (rights & 0o077) !== 0 &&
        warn(`others may read the database (${octal(rights)})`, `chmod 600 '${file}'`),
    ),
    judged(
      'journal',
      'write-ahead log',
      journal !== 'wal' &&
        warn(`${journal}: readers wait for the writer`, 'the next command that opens it sets wal'),
    ),
    judged(
      'integrity',
      'nothing is wrong with the file',
      damage.length > 0 &&
        fail(`${damage.length} faults: ${damage[0]}`, 'stop the server and restore a backup'),
    ),
    judged(
      'disk',
      `${mebibytes(free)} free`,
      free < leastFree && fail(`${mebibytes(free)} free: it is about full`, 'make room'),
      // A copy of the file is what VACUUM and a backup beside it take.
      free < size && warn(`${mebibytes(free)} free, less than the database takes`, 'make room'),
    ),
  ];
}

/** Bytes. */
const leastFree = 64 * 1024 * 1024;

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;

function postgres(found: Postgres): readonly Finding[] {
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
}

/** Seconds. */
const farApart = 5;

import type { ExaminedSqlite } from '@tenantry/sqlite';
import { type Finding, fail, judged, warn } from './finding.ts';

/** What a database file tells of itself, in words. */
export const lookAtSqlite = (
  found: ExaminedSqlite & { readonly file: string },
): readonly Finding[] => {
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
};

const octal = (rights: number): string => rights.toString(8).padStart(3, '0');

/** Bytes. */
const leastFree = 64 * 1024 * 1024;

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;

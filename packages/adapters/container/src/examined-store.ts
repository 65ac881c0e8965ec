import type { Finding } from './finding.ts';

/** What a database tells of itself. */
export interface ExaminedStore {
  readonly findings: readonly Finding[];
  /** Rows that were over before the time that was asked about; absent where they cannot be counted. */
  readonly lapsed?: number;
  /** Whether this program runs on it as it is, and changes nothing by opening it to read. */
  readonly mayBeOpened: boolean;
}

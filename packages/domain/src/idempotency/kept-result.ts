import type { AccountId } from '../values/ids.ts';

/** What is kept of a success, so that the same attempt made again finds it. */
export interface KeptResult {
  /** HMAC of scope and key: the key itself is never kept. */
  readonly lookup: string;
  /** HMAC of the command: a plain hash would be an oracle for the secrets in it. */
  readonly fingerprint: string;
  /** The account that was made or changed. */
  readonly accountId: AccountId;
  /** The result, sealed under the server's secret and the key together. */
  readonly sealed: string;
  readonly lapsesAt: Date;
}

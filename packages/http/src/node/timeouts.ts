/** In milliseconds. */
export interface Timeouts {
  /** Until a request's headers are there: 14 s. */
  readonly headers: number;
  /** Until a whole request is there, and for how long nothing of a reply may be read: 29 s. */
  readonly request: number;
  /** How long a connection is kept for a next request: 5 s. */
  readonly keepAlive: number;
  /** How long a client that was answered before it had sent all may go on sending: 2 s. */
  readonly lingering: number;
  /**
   * How long closing still answers what comes, with `Connection: close`, so that clients leave by
   * themselves and probes see that this server is not ready: 1 s.
   */
  readonly drain: number;
  /** How long closing waits then for the requests that were accepted: 8.5 s, and all in all 10 s. */
  readonly close: number;
}

/** With the second that may pass until they are looked at, 15 s for headers and 30 s for a body. */
export const defaultTimeouts: Timeouts = {
  headers: 14_000,
  request: 29_000,
  keepAlive: 5_000,
  lingering: 2_000,
  drain: 1_000,
  close: 8_500,
};

/** What one connection may send, and how many there may be. */
export interface ConnectionLimits {
  /** Connections at once: 10,000. One more is closed as soon as it is there. */
  readonly connections: number;
  /** Bytes of a request's line and headers: 16 KiB. */
  readonly headerBytes: number;
  /** Headers of a request: 100. */
  readonly headers: number;
}

export const defaultLimits: ConnectionLimits = {
  connections: 10_000,
  headerBytes: 16_384,
  headers: 100,
};

/** How what an application is made of stands just now, for whoever watches the process. */
export interface Figures {
  /** The connections to a database that has a pool of them. */
  readonly connections?:
    | {
        readonly open: number;
        /** Those of them that nobody uses. */
        readonly idle: number;
        /** Those who wait for one. */
        readonly waiting: number;
      }
    | undefined;
  /** The queue of passwords that are hashed. */
  readonly hashing?:
    | {
        readonly running: number;
        readonly waiting: number;
        /** Those who were turned away so far. */
        readonly refused: number;
      }
    | undefined;
}

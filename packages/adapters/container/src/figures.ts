import type { QueueFigures } from '@tenantry/runtime';

/** How what an application is made of stands just now. */
export interface Figures {
  /** The connections of a database that has a pool of them. */
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
  readonly hashing: QueueFigures;
}

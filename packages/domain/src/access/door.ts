import type { HostTransaction } from '../host-transaction.ts';
import type { UserId } from '../values/ids.ts';
import type { Context } from './caller.ts';
import { recorded, type Said } from './recorded.ts';

/** What comes with a request of somebody who is not known yet: behind a link, or at a sign-in. */
export interface Door extends Said {
  /** As in `Context`. */
  readonly tx?: HostTransaction;
  /** Recorded with the event, so that a change can be traced to its request. */
  readonly requestId?: string;
}

/** Whoever came in by a door, for the history. */
export const asUser = (id: UserId, { requestId, ...said }: Door): Context => ({
  caller: { power: 'read', proof: { kind: 'user', id }, ...recorded(said) },
  ...(requestId === undefined ? {} : { requestId }),
});

import type { Ports } from '../ports.ts';
import { ok } from '../result.ts';
import type { ApiKeyId } from '../values/ids.ts';
import { later } from '../values/later.ts';
import type { StoredApiKey } from './api-key.ts';

export type NoteKeyUse = (key: StoredApiKey) => void;

/** How old the noted time may be before it is noted anew. */
const noteSeconds = 300;

/**
 * Notes that a key was used, at most every few minutes. Nobody waits for it, and nothing hangs on it:
 * whoever uses a key must not wait for those who write.
 */
export const keyUseNotes = ({ persistence, clock, telemetry }: Ports): NoteKeyUse => {
  const underWay = new Set<ApiKeyId>();
  return ({ id, lastUsedAt }) => {
    const now = clock.now();
    if (underWay.has(id) || (lastUsedAt !== undefined && later(lastUsedAt, noteSeconds) > now))
      return;
    underWay.add(id);
    persistence
      .transact(async ({ access }) => ok(await access.noteKeyUse(id, now)))
      .catch((fault: unknown) => telemetry?.log('warn', 'use of a key not noted', { fault }))
      .finally(() => underWay.delete(id));
  };
};

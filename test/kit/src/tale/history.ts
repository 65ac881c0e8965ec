import type { Persistence, StoredEvent } from '@tenantry/domain';

const mostReads = 5_000;

/**
 * The history, once it has so many lines: a store keeps those back for a moment which one that is not
 * committed yet may still come before. As it is, where it does not come to have them.
 */
export const historyOf = async (
  store: Persistence,
  lines: number,
): Promise<readonly StoredEvent[]> => {
  for (let left = mostReads; ; left--) {
    const events = await store.read(({ records }) =>
      records.events('installation', { limit: 10_000 }),
    );
    if (events.length >= lines || left === 0) return events;
  }
};

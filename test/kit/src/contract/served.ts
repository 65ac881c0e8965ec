import type { Persistence } from '@tenantry/domain';

const mostReads = 200;

/**
 * Waits until these events are served: history may be held back for a moment, by what is under way
 * elsewhere. Gives up after a number of reads: whatever law asks finds out what is missing.
 */
export const untilServed = async (store: Persistence, ids: readonly string[]): Promise<void> => {
  for (let reads = 0; reads < mostReads; reads++) {
    const events = await store.read(({ records }) =>
      records.events('installation', { limit: 100_000 }),
    );
    const served = new Set(events.map(({ id }) => id));
    if (ids.every((id) => served.has(id))) return;
  }
};

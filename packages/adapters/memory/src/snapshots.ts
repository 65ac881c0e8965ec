import { pinTables, type Tables, unpinTables } from './tables.ts';

interface Snapshot {
  readonly tables: Tables;
  readers: number;
}

/**
 * What reads see: the committed tables as they stood when the read began. A snapshot holds only what
 * was replaced since, and reads that begin between two commits share one.
 */
export const snapshotsOf = (committed: Tables) => {
  let latest: Snapshot | undefined;

  return {
    /** Runs a read on a snapshot. */
    during: async <T>(read: (tables: Tables) => Promise<T>): Promise<T> => {
      const snapshot = (latest ??= { tables: pinTables(committed), readers: 0 });
      snapshot.readers++;
      try {
        return await read(snapshot.tables);
      } finally {
        snapshot.readers--;
        if (snapshot.readers === 0 && snapshot !== latest) unpinTables(snapshot.tables);
      }
    },

    /** To be called ahead of each commit: reads that begin later see what it changes. */
    end: (): void => {
      if (latest?.readers === 0) unpinTables(latest.tables);
      latest = undefined;
    },
  };
};

import { alternating } from '../alternate.ts';
import { startBareSqlite } from '../bare/sqlite.ts';
import { startLoad } from '../load/load.ts';
import { newFolder } from '../places/folder.ts';
import { startServer } from '../places/server.ts';
import { added, slowSync } from '../places/slow-sync.ts';
import type { Comparison } from '../row.ts';

const connections = 64;

/** What creates.ts measures, on a disk that is slow to say that it has written. */
export const slowSyncs: Comparison<'rate'> = {
  rows: {
    rate: {
      name: `the same with ${added} ms added to each sync`,
      against: `the bare loop with ${added} ms added`,
      bar: { atLeast: 10 },
    },
  },
  measure: async (extent) => {
    const under = slowSync();
    using folder = newFolder();
    const database = `sqlite:${folder.file('ours.db')}`;
    await using server = await startServer({ database }, { under });
    await using bare = await startBareSqlite(folder.file('bare.db'), { under });
    await using load = startLoad();
    const milliseconds = extent.some(3000);
    const { apiKey, id: parent } = server.master;
    const overHttp = () =>
      load.run({
        url: server.url,
        connections,
        requests: { kind: 'customers', apiKey, parent },
        until: { milliseconds },
      });
    const { ours, theirs } = await alternating(extent, overHttp, () =>
      bare.run({ until: { milliseconds } }),
    );
    const rate = {
      unit: 'customers/s',
      ours: ours.map(({ perSecond }) => perSecond),
      theirs: theirs.map(({ perSecond }) => perSecond),
    };
    // One sync and more for each commit.
    if (rate.theirs.some((perSecond) => perSecond > 1000 / added))
      throw new Error(`a commit of the bare loop took less than the ${added} ms that were added`);
    return { rate };
  },
};

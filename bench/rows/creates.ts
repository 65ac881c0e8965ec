import { alternating } from '../alternate.ts';
import { startBareSqlite } from '../bare/sqlite.ts';
import { startLoad } from '../load/load.ts';
import { newFolder } from '../places/folder.ts';
import { startServer } from '../places/server.ts';
import type { Comparison } from '../row.ts';

const connections = 64;

/** Whole customers over HTTP, beside a bare loop that writes the same rows. */
export const creates: Comparison<'rate' | 'processor'> = {
  rows: {
    rate: {
      name: 'whole customers per second over HTTP, SQLite, 64 connections',
      against: 'a bare better-sqlite3 loop, one commit each',
      bar: { atLeast: 1.5 },
    },
    processor: {
      name: 'processor time of a create, same run',
      against: "the bare loop's",
      bar: { atMost: 4 },
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    await using server = await startServer({ database: `sqlite:${folder.file('ours.db')}` });
    await using bare = await startBareSqlite(folder.file('bare.db'));
    await using load = startLoad();
    const milliseconds = extent.some(3000);
    const { apiKey, id: parent } = server.master;
    const overHttp = async () => {
      await server.taken();
      const { count, perSecond } = await load.run({
        url: server.url,
        connections,
        requests: { kind: 'customers', apiKey, parent },
        until: { milliseconds },
      });
      return { perSecond, each: (await server.taken()).processor / count };
    };
    const { ours, theirs } = await alternating(extent, overHttp, () =>
      bare.run({ until: { milliseconds } }),
    );
    return {
      rate: {
        unit: 'customers/s',
        ours: ours.map(({ perSecond }) => perSecond),
        theirs: theirs.map(({ perSecond }) => perSecond),
      },
      processor: {
        unit: 'ms',
        ours: ours.map(({ each }) => each),
        theirs: theirs.map(({ each }) => each),
      },
    };
  },
};

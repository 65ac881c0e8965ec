import { setTimeout as sleep } from 'node:timers/promises';
import { alternating } from '../alternate.ts';
import { startLoad } from '../load/load.ts';
import { newFolder } from '../places/folder.ts';
import { startNeighbour } from '../places/neighbour.ts';
import { startServer } from '../places/server.ts';
import type { Comparison } from '../row.ts';

const connections = 64;

/** What a server that has all it can do leaves to whoever else writes to its file. */
export const fairness: Comparison<'turns' | 'stalls'> = {
  rows: {
    turns: {
      name: "second process's write p99 on a SQLite file that a server saturates",
      against: 'its own p99 alone on the file',
      bar: { atMost: 20 },
    },
    stalls: {
      name: 'longest event-loop stall of either, meanwhile',
      against: 'the longest group commit',
      bar: { atMost: 3 },
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    const database = `sqlite:${folder.file('shared.db')}`;
    await using server = await startServer({ database });
    const { apiKey, id: parent } = server.master;
    await using neighbour = await startNeighbour({ database, parent });
    await using load = startLoad();
    const milliseconds = extent.some(4000);
    // The server is busy before the neighbour begins, and for as long as it goes on.
    const before = extent.some(500);
    const after = extent.some(1000);

    const alone = () => neighbour.write(extent.some(2000));
    const meanwhile = async () => {
      const loaded = load.run({
        url: server.url,
        connections,
        requests: { kind: 'customers', apiKey, parent },
        until: { milliseconds: before + milliseconds + after },
      });
      const [written] = await Promise.all([besideLoad(), loaded]);
      return written;
    };
    const besideLoad = async () => {
      await sleep(before);
      await server.taken();
      const { p99, taken } = await neighbour.write(milliseconds);
      const both = [taken, await server.taken()];
      return {
        p99,
        longestStall: Math.max(...both.map(({ longestStall }) => longestStall)),
        longestGroup: Math.max(...both.map(({ longestGroup }) => longestGroup)),
      };
    };
    const { ours, theirs } = await alternating(extent, meanwhile, alone);
    return {
      turns: {
        unit: 'ms',
        ours: ours.map(({ p99 }) => p99),
        theirs: theirs.map(({ p99 }) => p99),
      },
      stalls: {
        unit: 'ms',
        ours: ours.map(({ longestStall }) => longestStall),
        theirs: ours.map(({ longestGroup }) => longestGroup),
      },
    };
  },
};

import { alternating } from '../alternate.ts';
import { newFolder } from '../places/folder.ts';
import { type Populated, populatedFile, populateSqlite } from '../places/populated.ts';
import { makeShipped, startOfNode, startToReady } from '../places/shipped.ts';
import type { Comparison } from '../row.ts';

/** From nothing to a server that says it is ready, as it is deployed. */
export const start: Comparison<'empty' | 'populated'> = {
  rows: {
    empty: {
      name: 'start to ready, SQLite, an empty installation',
      against: '`node -e 0`',
    },
    populated: {
      name: 'start to ready, SQLite, 1,000,000 accounts',
      against: '`node -e 0`',
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    const program = makeShipped(folder.file('shipped'));
    const empty = await populateSqlite(folder.file('empty.db'), { accounts: 0, depth: 2 });
    const populated = await populatedFile(extent.some(1_000_000));
    const beside = async ({ database }: Populated) => ({
      unit: 'ms',
      ...(await alternating(extent, () => startToReady(program, database), startOfNode)),
    });
    return { empty: await beside(empty), populated: await beside(populated) };
  },
};

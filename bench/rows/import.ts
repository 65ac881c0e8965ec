import { alternating } from '../alternate.ts';
import { startBareSqlite } from '../bare/sqlite.ts';
import { newFolder } from '../places/folder.ts';
import { startImport } from '../places/import.ts';
import type { Comparison } from '../row.ts';

const rows = 100_000;

/** One import on the command line, a part of it in each round, beside a loop that writes as many. */
export const importing: Comparison<'rate'> = {
  rows: {
    rate: {
      name: `import of ${rows.toLocaleString('en')} customers, rows per second`,
      against: 'a bare better-sqlite3 loop, 100 rows per commit',
      bar: { atLeast: 0.5 },
    },
  },
  measure: async (extent) => {
    using folder = newFolder();
    await using running = await startImport(folder.file('ours.db'));
    await using bare = await startBareSqlite(folder.file('bare.db'));
    const customers = Math.ceil(extent.some(rows) / extent.rounds);
    const looped = () => bare.run({ until: { customers }, each: 100, keepsResults: true });
    const { ours, theirs } = await alternating(extent, () => running.rows(customers), looped);
    return {
      rate: { unit: 'rows/s', ours, theirs: theirs.map(({ perSecond }) => perSecond) },
    };
  },
};

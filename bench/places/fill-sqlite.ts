import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { demandAlike, type Row } from './alike.ts';
import { demandOne, type Filling } from './filling.ts';
import { inSqlite, populating } from './population.ts';

interface Index {
  readonly name: string;
  readonly sql: string;
}

/**
 * Fills a file that nobody has open. Indexes are made anew afterwards, as they were: sorted once they take
 * less time than row by row. What was written is on disk when it is done: nothing of it is left for the
 * time in which the file is measured.
 */
export const fillSqlite = async (file: string, filling: Filling): Promise<void> => {
  const { count, parent, keys, example } = filling;
  const database = new Database(file);
  try {
    database.pragma('foreign_keys = OFF');
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('cache_size = -400000');
    const indexes = database
      .prepare<[], Index>("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql <> ''")
      .all();
    for (const { name } of indexes) database.exec(`DROP INDEX "${name}"`);
    for (const { sql } of populating(inSqlite, count, parent)) database.exec(sql);
    for (const { sql } of indexes) database.exec(sql);
    const stamp = database.prepare('UPDATE tenantry_api_key SET hash = ? WHERE id = ?');
    for (const { id, hash } of keys) demandOne(stamp.run(hash, id).changes);
    if (example !== undefined)
      await demandAlike(inSqlite, parent, example, async (sql) =>
        database.prepare<[], Row>(sql).all(),
      );
    database.pragma('locking_mode = NORMAL');
    database.pragma('journal_mode = WAL');
  } finally {
    database.close();
  }
  const written = openSync(file, 'r+');
  fsyncSync(written);
  closeSync(written);
};

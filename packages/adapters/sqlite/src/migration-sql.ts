import { migrationSql } from '@tenantry/sql';
import { migratingDialect } from './dialect.ts';
import { defaultPrefix, type SqliteOptions } from './options.ts';

/**
 * The steps of the schema as SQL text for a tool of the host's; a file that they were run on opens
 * with `migrate: 'check'`. Each step is headed by its name in a comment and belongs in a
 * transaction of its own; the text is the same each time. Nothing is opened.
 */
export const sqliteMigrationSql = ({
  prefix = defaultPrefix,
}: Pick<SqliteOptions, 'prefix'> = {}): Promise<string> =>
  migrationSql(migratingDialect({ prepare: nothing, close: nothing }), { prefix });

function nothing(): never {
  throw new Error('a dialect that is asked for its words alone has no database');
}

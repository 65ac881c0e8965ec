import { migrationSql } from '@tenantry/sql';
import { wordsOfPostgres } from './dialect.ts';
import { defaultPrefix, type PostgresOptions } from './options.ts';

/**
 * The steps of the schema as SQL text for a tool of the host's; a database that they were run on
 * opens with `migrate: 'check'`. Each step is headed by its name in a comment and belongs in a
 * transaction of its own; the text is the same each time. Nothing is connected to.
 */
export const postgresMigrationSql = ({
  prefix = defaultPrefix,
  ...schema
}: Pick<PostgresOptions, 'prefix' | 'schema'> = {}): Promise<string> =>
  migrationSql(wordsOfPostgres, { prefix, ...schema });

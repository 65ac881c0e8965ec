import { migrationSql } from '@tenantry/sql';
import { wordsOfPostgres } from './dialect.ts';
import type { PostgresOptions } from './options.ts';
import { placeOf } from './place.ts';

/**
 * The steps of the schema as SQL text for a tool of the host's; a database that they were run on
 * opens with `migrate: 'check'`. Each step is headed by its name in a comment and belongs in a
 * transaction of its own; the text is the same each time. Nothing is connected to. Throws a
 * TypeError where prefix or schema cannot be.
 */
export const postgresMigrationSql = async (
  options: Pick<PostgresOptions, 'prefix' | 'schema'> = {},
): Promise<string> => migrationSql(wordsOfPostgres, placeOf(options));

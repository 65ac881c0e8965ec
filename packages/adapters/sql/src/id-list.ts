import { PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Builder } from './statement.ts';

/** Ids as one value of a statement, however many they are: `idsIn` reads them. */
export const idList = (ids: readonly string[]): string => JSON.stringify(ids);

/** The ids of a list, as a subquery. */
export const idsIn = (db: Builder, list: string): RawBuilder<string> =>
  db.getExecutor().adapter instanceof PostgresAdapter
    ? sql`(select json_array_elements_text(cast(cast(${list} as text) as json)))`
    : sql`(select value from json_each(${list}))`;

import { PostgresAdapter, sql } from 'kysely';
import type { Builder } from './statement.ts';

/**
 * Each account of a lineage, as `up`, beside the account that it leads to, as `last`. Each is found by its
 * id, which stands in the path: going from one to the next by its parent takes longer at each level.
 */
export const onPath = (db: Builder) => {
  const path = sql.ref('last.path');
  const { steps, isStep } =
    db.getExecutor().adapter instanceof PostgresAdapter
      ? {
          // All of them as one value, for one search of the index: as rows they may be met by all there are.
          steps: sql<object>`lateral (select string_to_array(${path}, '/') as ids)`,
          isStep: sql<boolean>`${sql.ref('up.id')} = any (step.ids)`,
        }
      : {
          steps: sql<object>`json_each('["' || replace(${path}, '/', '","') || '"]')`,
          isStep: sql<boolean>`${sql.ref('up.id')} = step.value`,
        };
  return db
    .selectFrom('account as last')
    .innerJoin(steps.as('step'), (join) => join.onTrue())
    .innerJoin('account as up', (join) => join.on(isStep));
};

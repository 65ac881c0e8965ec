import { sql } from 'kysely';
import { type QueryCheck, tableOf } from './query-check.ts';

const besideFirst = (condition: ReturnType<typeof sql>) => sql`exists (
  select 1 from ${tableOf('api_key')} as first where first.id = it.lineage and ${condition})`;

/** Keys that followed one another by rotation are one caller: to idempotency keys, and in the history. */
export const apiKeys: readonly QueryCheck[] = [
  {
    invariant: 'INV2',
    check: 'key that follows one of another account',
    table: 'api_key',
    broken: besideFirst(sql`first.account_id <> it.account_id`),
  },
  {
    invariant: 'INV2',
    check: 'key that follows one that is not the first',
    table: 'api_key',
    broken: besideFirst(sql`first.lineage <> first.id`),
  },
];

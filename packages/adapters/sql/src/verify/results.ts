import { sql } from 'kysely';
import { type QueryCheck, tableOf } from './query-check.ts';

/** What is kept for idempotency keys. */
export const results: readonly QueryCheck[] = [
  {
    invariant: 'INV4',
    // Each result was kept by the unit that wrote an event of the same account: a key that made
    // nothing, and yet has a result, is one too many.
    check: 'account with more kept results than events',
    table: 'account',
    broken: sql`it.id in (select result.account_id
      from (select account_id, count(*) as kept from ${tableOf('idempotency')} as kept
        group by account_id) as result
      where result.kept > (select count(*) from ${tableOf('event')} as event
        where event.account_id = result.account_id))`,
  },
  {
    invariant: 'INV5',
    check: 'kept result that holds nothing',
    table: 'idempotency',
    broken: sql`it.sealed = ''`,
  },
];

import { sql } from 'kysely';
import type { QueryCheck } from './query-check.ts';

/** What is kept for idempotency keys. */
export const results: readonly QueryCheck[] = [
  {
    invariant: 'INV5',
    check: 'kept result that holds nothing',
    table: 'idempotency',
    broken: sql`it.sealed = ''`,
  },
];

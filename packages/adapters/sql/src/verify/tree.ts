import { accountKinds, mayParent } from '@tenantry/domain';
import { sql } from 'kysely';
import { listOf, type QueryCheck, tableOf } from './query-check.ts';

/**
 * Kinds as `parent/child`. Whether a registered account may have sub-accounts is asked when one is
 * opened; it may be taken back later.
 */
const allowed = accountKinds.flatMap((parent) =>
  accountKinds
    .filter((child) => mayParent({ kind: parent, mayHaveSubAccounts: true }, child))
    .map((child) => `${parent}/${child}`),
);

/** The path and depth of an account, beside those of its parent. */
const besideParent = (condition: ReturnType<typeof sql>) => sql`exists (
  select 1 from ${tableOf('account')} as parent where parent.id = it.parent_id and ${condition})`;

export const tree: readonly QueryCheck[] = [
  {
    invariant: 'INV3',
    check: 'account under none that is no master account',
    table: 'account',
    broken: sql`it.parent_id is null and it.kind <> 'master'`,
  },
  {
    invariant: 'INV3',
    check: 'account of a kind that its parent may not have',
    table: 'account',
    broken: besideParent(sql`parent.kind || '/' || it.kind not in ${listOf(allowed)}`),
  },
  {
    invariant: 'INV3',
    check: 'path that is not that of the parent and the id',
    table: 'account',
    column: 'path',
    broken: sql`(it.parent_id is null and it.path <> it.id)
      or ${besideParent(sql`it.path <> parent.path || '/' || it.id`)}`,
  },
  {
    invariant: 'INV3',
    check: 'depth that is not one more than that of the parent',
    table: 'account',
    column: 'depth',
    broken: sql`(it.parent_id is null and it.depth <> 1)
      or ${besideParent(sql`it.depth <> parent.depth + 1`)}`,
  },
  {
    invariant: 'INV3',
    check: 'account above itself',
    table: 'account',
    // No depth is one more than the one before it all around a cycle: the walk begins where not.
    broken: sql`it.id in (
      with recursive up(start, at) as (
        select child.id, child.parent_id
          from ${tableOf('account')} as child
          join ${tableOf('account')} as parent on parent.id = child.parent_id
          where child.depth <> parent.depth + 1
        union
        select up.start, above.parent_id
          from up join ${tableOf('account')} as above on above.id = up.at
          where above.parent_id is not null and up.at <> up.start
      )
      select start from up where at = start)`,
  },
];

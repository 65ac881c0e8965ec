import { type Builder, type Held, listStatement, type SideBySide, statement } from '@tenantry/sql';
import { type Compilable, type RawBuilder, sql } from 'kysely';

type Locks = Pick<SideBySide, 'holdLineage' | 'holdForChange' | 'shareLineage' | 'holdResults'>;

type Value = (name: keyof Held) => unknown;

/**
 * Advisory locks, which wait in one line: with row locks (`FOR SHARE`) those who come share the
 * lock with those who have it, and whoever wants it alone waits for as long as anybody comes.
 */
export const locks = (db: Builder): Locks => {
  const compilable = (query: RawBuilder<object>): Compilable<object> => ({
    compile: () => query.compile(db),
  });
  const lineageLock = (lock: RawBuilder<unknown>) =>
    statement<Held>()((value) => compilable(sql`select ${lock} from (${stepsOf(value)}) as step`));

  return {
    holdLineage: lineageLock(shared),
    holdForChange: lineageLock(sql`case when step.is_last then ${alone} else ${shared} end`),

    shareLineage: statement<Held>()((value) =>
      compilable(sql`
        select 1 from ${sql.table('account')} as step
        where step.id in (select unnest(${idsIn('held')}) from ${heldAccount(value)})
        order by step.depth for share`),
    ),

    // The lookups of one server's secret are no other's: they need no table to tell them apart.
    holdResults: listStatement<{ readonly lookup: string }>()((rows) =>
      compilable(sql`
        select pg_advisory_xact_lock(hashtextextended(asked.lookup, 0))
        from (values ${sql.join(rows.map(({ lookup }) => sql`(${lookup}::text)`))}) as asked (lookup)`),
    ),
  };
};

/**
 * By the table besides: what two installations in one database have in common are not their locks.
 */
const key = sql`hashtextextended(step.id, step.of_table)`;
const shared = sql`pg_advisory_xact_lock_shared(${key})`;
const alone = sql`pg_advisory_xact_lock(${key})`;

const idsIn = (account: string) => sql`string_to_array(${sql.ref(`${account}.path`)}, '/')`;

/**
 * From the root to the account. All who lock do so in this order, and none waits in a circle; a
 * subquery that sorts is read as it is sorted.
 */
const stepsOf = (value: Value) => sql`
  select step.id, step.id = held.id as is_last, held.tableoid::int8 as of_table
  from ${heldAccount(value)}
  cross join lateral unnest(${idsIn('held')}) with ordinality as step (id, place)
  order by step.place`;

/** The account, where it is within the reach: nobody locks what is not theirs to see. */
const heldAccount = (value: Value) => sql`(
  select own.id, own.path, own.tableoid from ${sql.table('account')} as own
  where (own.id = ${value('id')} or own.number = ${value('number')})
    and (${value('within')} = '' or ${value('within')} = any (${idsIn('own')}))
) as held`;

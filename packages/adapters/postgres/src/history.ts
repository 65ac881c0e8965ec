import { type RawBuilder, sql } from 'kysely';

/**
 * An event's position is made of the number of its transaction (`xid`) and its place among the
 * events of that. Below the lowest number that is still under way nothing can be added any more:
 * that is what is served.
 *
 * Positions out of a sequence would not do. Transactions are given their numbers in one order and
 * draw from the sequence in another: one with a higher number may have drawn the lower position,
 * and still be under way when the other is over, its event served, and its own passed over for
 * good.
 */

/**
 * How many events one transaction can hold; those of a use case are few, those of a host's may be
 * more.
 */
const mostInTransaction = 4096;

/** Added to the numbers of transactions; another server counts them anew: see `isBehind`. */
const origin = sql<number>`(select last_value from ${sql.table('event_origin')})`;

const firstOf = (transaction: RawBuilder<unknown>): RawBuilder<number> =>
  sql`((${transaction}::text::int8 + ${origin}) * ${sql.lit(mostInTransaction)})`;

/** Null, which is refused, where the transaction is full. */
export const nextPosition: RawBuilder<number> = sql`(
  select nullif(coalesce(last.position + 1, own.first), own.first + ${sql.lit(mostInTransaction)})
  from (select ${firstOf(sql`pg_current_xact_id()`)} as first) as own
  left join lateral (
    select added.position from ${sql.table('event')} as added
    where added.position >= own.first
      and added.position < own.first + ${sql.lit(mostInTransaction)}
    order by added.position desc limit 1
  ) as last on true
)`;

const position = sql.ref('event.position');
/** Null where the transaction has written nothing. */
const ownFirst = firstOf(sql`pg_current_xact_id_if_assigned()`);

/**
 * The lowest number of a transaction that may still add something. All of a server's databases
 * share their numbers: those under way or prepared elsewhere have nothing to do with us, though who
 * has ended meanwhile cannot be asked any more where it was. A replica names none that is under way,
 * but the lowest.
 */
const firstUnsettled = sql`(
  select coalesce(
    min(running.id::text::int8),
    (case when pg_is_in_recovery() then pg_snapshot_xmin(pg_current_snapshot())
      else pg_snapshot_xmax(pg_current_snapshot()) end)::text::int8
  )
  from pg_snapshot_xip(pg_current_snapshot()) as running (id)
  where not exists (
    select from pg_locks as held join pg_stat_activity as elsewhere on elsewhere.pid = held.pid
    where held.locktype = 'transactionid' and held.transactionid = running.id::xid
      and held.mode = 'ExclusiveLock' and elsewhere.datname <> current_database()
  ) and not exists (
    select from pg_prepared_xacts as prepared
    where prepared.transaction = running.id::xid and prepared.database <> current_database()
  )
)`;

/** What a transaction has added itself it may see at once: nobody else does. */
export const isSettled: RawBuilder<boolean> = sql`(
  ${position} < ${firstOf(firstUnsettled)}
  or (${position} >= ${ownFirst} and ${position} < ${ownFirst} + ${sql.lit(mostInTransaction)})
)`;

/**
 * Whether positions were given that this server has not come to yet: it was filled from another.
 */
export const isBehind: RawBuilder<{ readonly is_behind: boolean | null }> = sql`
  select (select max(position) from ${sql.table('event')})
    >= ${firstOf(sql`pg_snapshot_xmax(pg_current_snapshot())`)} as is_behind`;

/** Goes on after the last position that was given. */
export const moveOrigin: RawBuilder<object> = sql`
  select setval(
    origin.tableoid::regclass,
    (select max(position) from ${sql.table('event')}) / ${sql.lit(mostInTransaction)} + 1
      - pg_snapshot_xmax(pg_current_snapshot())::text::int8
  ) from ${sql.table('event_origin')} as origin`;

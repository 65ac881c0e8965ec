import { Policy } from '@tenantry/domain';
import { type RawBuilder, sql } from 'kysely';
import type { Row } from '../rows.ts';
import type { Schema } from '../schema.ts';
import type { Ask } from './ask.ts';
import { keys, keyTextOf } from './keys.ts';
import { tableOf } from './query-check.ts';
import type { RowCheck } from './row-check.ts';
import { askedOf } from './row-checks.ts';
import { checkedOf, shownId, type Violation } from './violation.ts';

const rowsAtOnce = 500;
/** Each may hold megabytes. */
const heavy: readonly (keyof Schema)[] = ['customer', 'idempotency'];
const heavyAtOnce = 25;

/** Reads a table from end to end, page by page, and tells the rows that break a check. */
export async function* passOver<Table extends keyof Schema>(
  ask: Ask,
  table: Table,
): AsyncGenerator<Violation, void> {
  const { form, sense, secrets } = askedOf(table);
  const formed = [...sense, ...secrets];
  const most = heavy.includes(table) ? heavyAtOnce : rowsAtOnce;
  let policy = sense.some(({ isByPolicy }) => isByPolicy) ? await policyNow(ask) : undefined;

  /** Asks the database once more, where what was read does not decide. */
  const isSo = async (check: RowCheck<Table>, row: Row<Table>): Promise<boolean> => {
    if (check.isByPolicy === true) {
      policy = await policyNow(ask);
      const [again] = await ask(page<Table>(table, '=', row, 1));
      return again !== undefined && check.isBroken(again, policy);
    }
    if (check.confirmedBy === undefined) return true;
    for (const condition of check.confirmedBy(row))
      if ((await ask(sql`select 1 as found where ${condition}`)).length > 0) return true;
    return false;
  };

  for (let last: object | undefined; ; ) {
    const rows = await ask(page<Table>(table, '>', last, most));
    for (const row of rows) {
      const isBroken = (check: RowCheck<Table>): boolean => check.isBroken(row, policy);
      const malformed = form.filter(isBroken);
      const suspects = (malformed.length > 0 ? secrets : formed).filter(isBroken);
      for (const check of [...malformed, ...suspects])
        if (await isSo(check, row))
          yield { ...checkedOf({ ...check, table }), id: shownId(keyTextOf(table, row)) };
    }
    last = rows.at(-1);
    if (rows.length < most) return;
  }
}

/** Rows by their key: those after a row, or that row itself; the first ones where there is none. */
const page = <Table extends keyof Schema>(
  table: Table,
  relation: '>' | '=',
  row: object | undefined,
  most: number,
): RawBuilder<Row<Table>> => {
  const list = sql.join(keys[table].map((column) => sql.id(column)));
  const values = keys[table].map((column) => sql`${row && Reflect.get(row, column)}`);
  const where =
    row === undefined ? sql`` : sql`where (${list}) ${sql.raw(relation)} (${sql.join(values)})`;
  return sql<Row<Table>>`
    select * from ${tableOf(table)} ${where} order by ${list} limit ${sql.lit(most)}`;
};

/** Undefined where there is none, or what stands there is none: that is told by itself. */
async function policyNow(ask: Ask): Promise<Policy | undefined> {
  const [row] = await ask(
    sql<{ readonly policy: string }>`select policy from ${tableOf('installation')}`,
  );
  try {
    return row && Policy.safeParse(JSON.parse(row.policy)).data;
  } catch {
    return undefined;
  }
}

import { sql } from 'kysely';
import type { Ask } from './ask.ts';
import { keyText } from './keys.ts';
import { type QueryCheck, tableOf } from './query-check.ts';
import { checkedOf, shownId, type Violation } from './violation.ts';

/** Ids are small: thousands are told at a time. */
const idsAtOnce = 10_000;

/** Tells the rows that break a check which is one statement. */
export async function* foundBy(ask: Ask, check: QueryCheck): AsyncGenerator<Violation, void> {
  const { table, broken } = check;
  const key = keyText(table, 'it');
  for (let after: string | undefined; ; ) {
    const rest = after === undefined ? sql`` : sql`and ${key} > ${after}`;
    const found = await ask(sql<{ readonly id: string }>`
      select distinct ${key} as id from ${tableOf(table)} as it
      where (${broken}) ${rest} order by id limit ${sql.lit(idsAtOnce)}`);
    for (const { id } of found) yield { ...checkedOf(check), id: shownId(id) };
    after = found.at(-1)?.id;
    if (found.length < idsAtOnce) return;
  }
}

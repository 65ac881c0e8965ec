import { idOf, mailDue, type Parent, rowsOf, type Saying } from './population.ts';

/** An account that ours made itself: what is filled in has to be like it. */
export interface Example {
  readonly account: string;
}

export type Row = Readonly<Record<string, unknown>>;
type Ask = (sql: string) => Promise<readonly Row[]>;

/** What there is once, however many accounts there are. */
const ofAll = ['installation', 'schema_version', 'app_user'];

/** What the store itself makes of a row. */
const ownOfRow = new Set(['account.number', 'membership.number', 'event.position']);

/**
 * Throws where an account that was filled in is not as ours would have made it: in which tables it has
 * rows and how many, which columns are null, and what stands in the others: the same, or where it is
 * another for each account, or an instant, what looks the same.
 */
export const demandAlike = async (
  saying: Saying,
  parent: Parent,
  { account }: Example,
  ask: Ask,
): Promise<void> => {
  const rows = rowsOf(saying, parent);
  await demandNoOther(saying, Object.keys(rows), ask);
  for (const [table, columns] of Object.entries(rows)) {
    const [filled, second] = await ask(rowsOfAccount(table, idOf('account', mailDue)));
    const [made, another] = await ask(rowsOfAccount(table, account));
    if (filled === undefined || made === undefined || second !== undefined || another !== undefined)
      throw new Error(`an account that was filled in has another number of rows of ${table}`);
    for (const [column, value] of Object.entries(made)) {
      if (ownOfRow.has(`${table}.${column}`)) continue;
      const look = isOfEach(columns[column]) || isInstant(value) ? lookOf : String;
      if (look(filled[column]) !== look(value))
        throw new Error(`${table}.${column} of an account that was filled in is none of ours`);
    }
  }
};

/** Throws where others than these have rows of each account, or of each key. */
async function demandNoOther({ tables }: Saying, filled: readonly string[], ask: Ask) {
  const known = new Set([...filled, ...ofAll].map((table) => `tenantry_${table}`));
  for (const { name } of await ask(tables)) {
    if (known.has(String(name))) continue;
    const [row] = await ask(`SELECT 1 FROM ${String(name)} LIMIT 1`);
    if (row !== undefined) throw new Error(`an account has rows of ${String(name)} too`);
  }
}

function rowsOfAccount(table: string, account: string): string {
  const owner = `'${account}'`;
  const theirs: Readonly<Record<string, string>> = {
    account: `id = ${owner}`,
    outbox: `membership_id IN (SELECT id FROM tenantry_membership WHERE account_id = ${owner})`,
    // That the key was issued stands there too; those who were filled in had theirs before.
    event: `account_id = ${owner} AND kind = 'CustomerOpened'`,
  };
  return `SELECT * FROM tenantry_${table} WHERE ${theirs[table] ?? `account_id = ${owner}`}`;
}

/** Made of which account it is; a choice by that is the same for this one and for what ours makes. */
const isOfEach = (expression = ''): boolean =>
  /\bn\b/.test(expression) && !expression.startsWith('CASE ');

const isInstant = (value: unknown): boolean => /^\d{4}-\d\d-\d\dT/.test(String(value));

/** Which kind of value it is, how long, and where what stands that is no letter and no digit. */
const lookOf = (value: unknown): string =>
  `${typeof value} ${String(value).replaceAll(/[\w-]/g, 'x')}`;

import { type Checked, checks } from '@tenantry/sql';
import type { Filled } from './filled.ts';
import { nobody } from './plant.ts';

/** Faults in every table at once, each of which a check on its own column must find. */
export interface BroadPlant {
  /** What is planted, one after another; what is found of all of them counts. */
  readonly rounds: readonly (readonly string[])[];
  readonly told: readonly Checked[];
}

export const tables: readonly string[] = [...new Set(checks.map(({ table }) => table))];

const called = (...names: readonly string[]): readonly Checked[] =>
  checks.filter(({ check }) => names.includes(check));

/** The columns that some checks are about, by their tables. */
const columnsOf = (some: readonly Checked[]): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    tables.map((table) => {
      const own = some.filter((it) => it.table === table);
      return [table, new Set(own.flatMap(({ column = '' }) => column.split('+')))];
    }),
  );

/** Changes one row in each table. */
const changed = (
  some: readonly Checked[],
  value: (table: string, column: string) => string,
): readonly string[] =>
  [...columnsOf(some)].flatMap(([table, columns]) => {
    const all = columnsOf(checks).get(table);
    const key = ['id', 'lookup', 'account_id'].find((column) => all?.has(column));
    const values = [...columns].map((column) => `${column} = ${value(table, column)}`);
    return values.length === 0
      ? []
      : `update tenantry_${table} set ${values.join(', ')}
          where ${key} = (select min(${key}) from tenantry_${table})`;
  });

const foreignKeys = called('orphan', 'kept result of an account that does not exist');

const orphans: BroadPlant = {
  told: foreignKeys,
  rounds: [
    foreignKeys.map(
      ({ table, column }) => `update tenantry_${table} set ${column} = '${nobody}'
        where ${column} = (select min(${column}) from tenantry_${table})`,
    ),
  ],
};

const shared = called('not unique', 'several results under one key');

/** A row that is there twice shares whatever it may not share. */
const twice: BroadPlant = {
  told: shared,
  rounds: [
    [...columnsOf(shared)].map(
      ([table, columns]) => `insert into tenantry_${table} select * from tenantry_${table}
        where ${[...columns].map((column) => `${column} is not null`).join(' and ')} limit 1`,
    ),
  ],
};

const forms = called('malformed', 'no hash', 'not sealed');

const integers = new Set(
  `account.number account.depth account.default_role account.may_have_sub_accounts account.version
   schema_version.id schema_version.version schema_version.oldest installation.id
   external_reference.position app.position app_user.credential_generation membership.number
   membership.generation password_reset.generation session.serial tries.count outbox.generation outbox.attempts
   outbox.fence event.position`.split(/\s+/),
);

/** Some columns refuse a text that is no good, and others nothing but that there is none. */
const malformed: BroadPlant = {
  told: forms,
  rounds: [
    changed(forms, (table, column) => (integers.has(`${table}.${column}`) ? '-1' : "'\u0007'")),
    changed(forms, () => 'null'),
  ],
};

const readable = checks.filter(({ check }) => check.endsWith(' in plain text'));

/** One row with every secret in every column that holds words. */
const inPlainText = ({ key, token, password, link, resetLink }: Filled['secrets']): BroadPlant => ({
  told: readable,
  rounds: [
    changed(
      readable,
      () => `'a key ${key}, "${token}" (${password}) https://a.test/${link}, ${resetLink}.'`,
    ),
  ],
});

export const broadPlants = ({ secrets }: Filled): Readonly<Record<string, BroadPlant>> => ({
  orphans,
  twice,
  malformed,
  inPlainText: inPlainText(secrets),
});

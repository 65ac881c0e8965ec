import type { Filled } from './filled.ts';

/** A fault that somebody wrote into a database, and all that must be told of it. */
export interface Plant {
  readonly statements: readonly string[];
  readonly told: readonly string[];
}

export type Plants = (filled: Filled) => readonly Plant[];

export const plant = (
  told: string | readonly string[],
  ...statements: readonly string[]
): Plant => ({
  statements,
  told: typeof told === 'string' ? [told] : told,
});

/** An id that nothing has. */
export const nobody = '00000000-0000-7000-8000-000000000000';

export const set = (table: string, id: string, columns: string): string =>
  `update tenantry_${table} set ${columns} where id = '${id}'`;

export const setDetails = (table: string, account: string, columns: string): string =>
  `update tenantry_${table} set ${columns} where account_id = '${account}'`;

export const remove = (table: string, condition: string): string =>
  `delete from tenantry_${table} where ${condition}`;

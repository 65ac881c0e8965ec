import type { Violation } from '@tenantry/sql';

/** A database that was filled and whose tables have lost their constraints, to plant faults in. */
export interface Stage {
  /** Runs the statements, tells what is found then, and undoes them. */
  readonly planted: (statements: readonly string[]) => Promise<readonly Violation[]>;
}

/** One violation in one line. */
export const lineOf = ({ invariant, check, table, column, id }: Violation): string =>
  `${invariant} ${check}: ${table}${column === undefined ? '' : `.${column}`} ${id}`;

export const all = async (found: AsyncIterable<Violation>): Promise<readonly Violation[]> => {
  const violations: Violation[] = [];
  for await (const violation of found) violations.push(violation);
  return violations;
};

export const linesOf = async (found: AsyncIterable<Violation>): Promise<readonly string[]> =>
  (await all(found)).map(lineOf);

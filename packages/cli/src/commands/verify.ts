import { type Violation, verifyStore } from '@tenantry/container';
import { processSettings } from '../application/open.ts';
import type { Flags, Json } from '../said/flags.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Tells what breaks the invariants of the database; ends as a fault does where anything is told. */
export const verify = async (
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const { database } = processSettings(flags, surroundings);
  let violations = 0;
  for await (const violation of verifyStore(database)) {
    violations++;
    surroundings.out(`${json === true ? JSON.stringify(violation) : lineOf(violation)}\n`);
  }
  if (violations > 0)
    throw new Error(violations === 1 ? 'one violation' : `${violations} violations`);
  surroundings.say('every invariant holds\n');
};

const lineOf = ({ invariant, check, table, column, id }: Violation): string =>
  `${invariant} ${check}: ${column === undefined ? table : `${table}.${column}`} ${id}`;

import { leaseSeconds } from '@tenantry/domain';
import type { Connection } from '../connection.ts';
import type { Flavour } from '../flavour.ts';
import type { MigrationOptions } from '../migrations.ts';
import { tables } from '../schema.ts';
import { apiKeys } from './api-keys.ts';
import { asking } from './ask.ts';
import { foundBy } from './found-by.ts';
import { mailOwed } from './mail.ts';
import { members } from './members.ts';
import { orphans } from './orphans.ts';
import { passOver } from './pass-over.ts';
import type { QueryCheck } from './query-check.ts';
import { results } from './results.ts';
import { askedOf } from './row-checks.ts';
import { tree } from './tree.ts';
import { twice } from './twice.ts';
import { type Checked, checkedOf, type Violation } from './violation.ts';
import { wholeAccounts } from './whole-accounts.ts';

/** What is verified, and how it is asked. */
export interface Verified extends Pick<MigrationOptions, 'prefix' | 'schema'> {
  /** How kysely writes for the database. */
  readonly dialect: Flavour['dialect'];
  /** Runs a statement that reads; its rows MUST be of one moment. */
  readonly run: Connection['run'];
  /** The time; leases are held against it. */
  readonly now: () => Date;
}

/**
 * Finds what breaks the invariants in a database of the present schema, and changes nothing. Each
 * statement may see another moment, and nothing is told that was in order at every one: what others
 * write meanwhile raises no false alarm. Keeps no more than a page of rows in memory; of customers
 * there are few to a page, since each may be large.
 */
export async function* verify({
  dialect,
  run,
  now,
  ...place
}: Verified): AsyncGenerator<Violation, void> {
  const ask = asking(dialect, place, run);
  for (const check of timeless) yield* foundBy(ask, check);
  // Asked for the time when they are at it: those before may take long.
  for (const check of mailOwed(furthestLease(now()))) yield* foundBy(ask, check);
  for (const table of tables) yield* passOver(ask, table);
}

const timeless: readonly QueryCheck[] = [
  ...orphans,
  ...twice,
  ...tree,
  ...wholeAccounts,
  ...members,
  ...apiKeys,
  ...results,
];

/** The clocks of other processes may be a minute ahead. */
const furthestLease = (now: Date): string =>
  new Date(now.getTime() + (leaseSeconds + 60) * 1000).toISOString();

/** Everything that is looked at. */
export const checks: readonly Checked[] = [
  ...timeless,
  ...mailOwed(''),
  ...tables.flatMap((table) => {
    const { form, sense, secrets } = askedOf(table);
    return [...form, ...sense, ...secrets].map((check) => ({ ...check, table }));
  }),
].map(checkedOf);

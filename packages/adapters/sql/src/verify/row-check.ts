import type { Policy } from '@tenantry/domain';
import type { RawBuilder } from 'kysely';
import type { Row } from '../rows.ts';
import type { Schema } from '../schema.ts';
import type { Invariant } from './violation.ts';

/** A check that a single row decides: whatever else is written meanwhile, it was read whole. */
export interface RowCheck<Table extends keyof Schema> {
  readonly invariant: Invariant;
  readonly check: string;
  readonly column?: string;
  /** Whether the row breaks it; without a policy there is none that can be read. */
  readonly isBroken: (row: Row<Table>, policy: Policy | undefined) => boolean;
  /**
   * The row is held against the policy, which is read apart from it: before it is told, both are
   * read again, the policy first. Whoever takes a role out of a policy has taken it from all.
   */
  readonly isByPolicy?: true;
  /** Conditions in SQL: told only where one of them holds. */
  readonly confirmedBy?: (row: Row<Table>) => readonly RawBuilder<unknown>[];
}

export type RowChecks = {
  readonly [Table in keyof Schema]: readonly RowCheck<Table>[];
};

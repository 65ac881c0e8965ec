/**
 * What every database must keep. INV1: a kept result names an account that exists. INV2: no account
 * is half made, and what is stored is what the rules derive. INV3: no orphan, no cycle, nothing
 * twice that is there once. INV4: no two accounts from one key. INV5: no mail stays claimed, no
 * kept result is empty. INV6: whoever is invited is owed mail. INV7: no secret can be read.
 */
export type Invariant = 'INV1' | 'INV2' | 'INV3' | 'INV4' | 'INV5' | 'INV6' | 'INV7';

/** One thing that is looked at. */
export interface Checked {
  readonly invariant: Invariant;
  /** What is wrong where it does not hold, in a few words. */
  readonly check: string;
  /** Without the prefix. */
  readonly table: string;
  /** Absent where it is the row as a whole. */
  readonly column?: string;
}

/** A row for which one does not hold. It holds no secret, no name and no address. */
export interface Violation extends Checked {
  /** What the row is known by; `?` where that is no id, and could be anything. */
  readonly id: string;
}

/** Ids, numbers, and keyed hashes; several with slashes between. */
const telling = /^(?:[0-9a-f-]{36}|[0-9]{1,10}|[\w-]{43})(?:\/[0-9]{1,10})?$/;

/** An id that shows nothing else: what stands in the place of one may be a secret. */
export const shownId = (id: unknown): string => (telling.test(String(id)) ? String(id) : '?');

/** Of a check that which is told. */
export const checkedOf = ({ invariant, check, table, column }: Checked): Checked => ({
  invariant,
  check,
  table,
  ...(column === undefined ? {} : { column }),
});

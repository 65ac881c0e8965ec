import { StoreUnavailable } from '@tenantry/domain';
import { databaseOf, installed, load, type Stores } from './store-packages.ts';

/** A row that breaks an invariant. It holds no secret, no name and no address. */
export interface Violation {
  /** `INV1` to `INV7`. */
  readonly invariant: string;
  /** What is wrong, in a few words. */
  readonly check: string;
  readonly table: string;
  /** Absent where it is the row as a whole. */
  readonly column?: string;
  /** What the row is known by; `?` where nothing can be shown of it. */
  readonly id: string;
}

/**
 * Finds what breaks the invariants of the database that a URL names, whoever else is using it, and
 * changes nothing: one violation after another, as they are found. Throws as `migrateStore` does for
 * a URL that cannot be opened, and where the schema is not the present one.
 */
export async function* verifyStore(
  url: string,
  stores: Stores = installed,
): AsyncGenerator<Violation, void> {
  const database = databaseOf(url);
  if (database.kind === 'memory')
    throw new Error('TENANTRY_DATABASE: memory: is empty when a process begins: nothing to verify');
  const found =
    database.kind === 'sqlite'
      ? (await load(database, stores.sqlite)).verifySqlite({ file: database.file })
      : (await load(database, stores.postgres)).verifyPostgres({ url: database.url });
  try {
    yield* found;
  } catch (cause) {
    const message = 'TENANTRY_DATABASE cannot be verified';
    throw cause instanceof StoreUnavailable
      ? new StoreUnavailable(message, { cause })
      : new Error(message, { cause });
  }
}

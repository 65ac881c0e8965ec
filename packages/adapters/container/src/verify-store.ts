import { StoreUnavailable } from '@tenantry/domain';
import { databaseOf, load, type Stores } from './store-packages.ts';
import type { Violation } from './violation.ts';

/** As `verifyStore`, with whatever packages. */
export async function* verifyOver(url: string, stores: Stores): AsyncGenerator<Violation, void> {
  const database = databaseOf(url);
  if (database.kind === 'memory')
    throw new Error('TENANTRY_DATABASE: memory: is empty when a process begins: nothing to verify');
  const found =
    database.kind === 'sqlite'
      ? (await load(database.kind, stores.sqlite)).verifySqlite({ file: database.file })
      : (await load(database.kind, stores.postgres)).verifyPostgres({ url: database.url });
  try {
    yield* found;
  } catch (cause) {
    const message = 'TENANTRY_DATABASE cannot be verified';
    throw cause instanceof StoreUnavailable
      ? new StoreUnavailable(message, { cause })
      : new Error(message, { cause });
  }
}

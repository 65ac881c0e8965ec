import {
  type Account,
  type AccountId,
  type AccountKind,
  type Conflict,
  err,
  ok,
  type Result,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail } from './connection.ts';
import { accountRow, type Row } from './rows.ts';

type Stale = Conflict<'VersionStale'>;

/**
 * Puts what can be corrected of a node of this kind in the place of the version before it; answers
 * what is stored of it besides. What is refused spends the unit.
 */
export async function correctNode(
  connection: Connection,
  statements: AccountStatements,
  kind: AccountKind,
  account: Account,
): Promise<Result<Pick<Row<'account'>, 'parent_id'>, Stale>> {
  const row = { ...accountRow(account), kind, before: account.version - 1 };
  const [saved] = await connection.run(statements.correctNode(row));
  return saved === undefined ? refusedAsStale(connection, statements, account.id, kind) : ok(saved);
}

/** Why a node was not to be found as it was before: it is stale, or a fault where there is none. */
export async function refusedAsStale(
  connection: Connection,
  statements: AccountStatements,
  id: AccountId,
  kind?: AccountKind,
): Promise<Result<never, Stale>> {
  const [stored] = await connection.run(statements.byId({ id }));
  if (stored === undefined || (kind !== undefined && stored.kind !== kind))
    return fail(connection, `there is no ${kind ?? 'account'} ${id}`);
  connection.spend();
  return err({ taken: 'VersionStale' });
}

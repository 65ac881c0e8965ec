import {
  type Account,
  type AccountId,
  type AccountRef,
  isWithin,
  type Lineage,
  lastOf,
  type NewAccount,
  type Reach,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail, overtaken } from './connection.ts';
import { accountOf, accountRow, type PathRange, rangeBelow } from './rows.ts';

/** The account that is named, where it is within the reach. */
export const findWithin = async (
  connection: Connection,
  statements: AccountStatements,
  reach: Reach,
  ref: AccountRef,
): Promise<Account | undefined> => {
  const [row] = await connection.run(
    typeof ref === 'number' ? statements.byNumber({ number: ref }) : statements.byId({ id: ref }),
  );
  if (row === undefined) return undefined;
  const account = accountOf(row);
  return isWithin(reach, account) ? account : undefined;
};

/** The paths of a reach; undefined where it is below an account that does not exist. */
export const rangeOf = async (
  connection: Connection,
  statements: AccountStatements,
  reach: Reach,
): Promise<PathRange | undefined> => {
  if (reach === 'installation') return everywhere;
  const top = await findWithin(connection, statements, reach, reach.below);
  return top === undefined ? undefined : rangeBelow(top);
};

/** Ids are hexadecimal digits: every path comes before this one. */
const everywhere: PathRange = { from: '', to: 'g' };

/** From the root down to the account that is named, where it is within the reach. */
export const lineageWithin = async (
  connection: Connection,
  statements: AccountStatements,
  reach: Reach,
  ref: AccountRef,
): Promise<Lineage | undefined> => {
  const rows = await connection.run(
    typeof ref === 'number'
      ? statements.lineageByNumber({ number: ref })
      : statements.lineage({ id: ref }),
  );
  const [root, ...rest] = rows.map(accountOf);
  if (root === undefined) return undefined;
  const lineage: Lineage = [root, ...rest];
  return isWithin(reach, lastOf(lineage)) ? lineage : undefined;
};

/** From the root down to an account that is known to exist. */
export async function lineageTo(
  connection: Connection,
  statements: Pick<AccountStatements, 'lineage'>,
  id: AccountId,
): Promise<Lineage> {
  const rows = await connection.run(statements.lineage({ id }));
  const [root, ...rest] = rows.map(accountOf);
  if (root === undefined) return fail(connection, `account ${id} vanished while it was read`);
  return [root, ...rest];
}

/** Undefined where something of it is taken: its caller says what, and spends the unit. */
export const addNode = async (
  connection: Connection,
  statements: AccountStatements,
  account: NewAccount,
): Promise<Account | undefined> => {
  const row = accountRow(account);
  const [added] = await connection.run(statements.addAccount(row));
  return added && accountOf({ ...row, number: added.number });
};

/** As `addNode`, of a node of which only the address can be taken: that spends the unit. */
export const addAddressed = async (
  connection: Connection,
  statements: AccountStatements,
  account: NewAccount,
): Promise<Account | undefined> => {
  const added = await addNode(connection, statements, account);
  if (added !== undefined) return added;
  const [holder] = await connection.run(statements.byAddress({ address: account.address }));
  if (holder === undefined) return overtaken(connection, `account ${account.id}`);
  connection.spend();
  return undefined;
};

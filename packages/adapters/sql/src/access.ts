import {
  type AccessReads,
  type AccessWrites,
  type Conflict,
  err,
  type NewMembership,
  ok,
  type Result,
  type User,
} from '@tenantry/domain';
import type { AccessStatements } from './access-statements.ts';
import type { AccountStatements } from './account-statements.ts';
import { lineageTo } from './accounts.ts';
import type { Connection } from './connection.ts';
import { apiKeyOf, apiKeyRow, instant, membershipOf, membershipRow, type Row } from './rows.ts';

type Statements = AccessStatements & Pick<AccountStatements, 'lineage'>;

export const accessReads = (connection: Connection, statements: Statements): AccessReads => ({
  findKey: async (id) => {
    const [row] = await connection.run(statements.key({ id }));
    if (row === undefined) return undefined;
    const key = apiKeyOf(row);
    return { key, lineage: await lineageTo(connection, statements, key.accountId) };
  },

  findMembership: async (id) => {
    const [row] = await connection.run(statements.membership({ id }));
    if (row === undefined) return undefined;
    const membership = membershipOf(row);
    const lineage = await lineageTo(connection, statements, membership.accountId);
    return { membership, lineage };
  },
});

export const accessWrites = (connection: Connection, statements: Statements): AccessWrites => ({
  addUser: async (user) => {
    const added = await connection.run(statements.addUser(userRow(user)));
    if (added.length > 0) return ok(undefined);
    const { canonical } = user.email;
    const [holder] = await connection.run(statements.userByEmail({ email: canonical }));
    if (holder === undefined) throw new Error(`user ${user.id} could not be stored`);
    connection.spend();
    return err({ taken: 'EmailTaken' });
  },

  addMembership: async (membership) => {
    const row = membershipRow(membership);
    const [added] = await connection.run(statements.addMembership(row));
    return added === undefined
      ? takenOf(connection, statements, membership, row)
      : ok(membershipOf({ ...row, number: added.number }));
  },

  addKey: async (key) => {
    await connection.run(statements.addKey(apiKeyRow(key)));
  },
});

async function takenOf(
  connection: Connection,
  statements: Statements,
  { id, accountId, email }: NewMembership,
  { user_name_key: userName }: Omit<Row<'membership'>, 'number'>,
): Promise<Result<never, Conflict<'EmailTaken' | 'UserNameTaken'>>> {
  const mailbox = { account: accountId, email: email.canonical };
  const [byMailbox] = await connection.run(statements.membershipByMailbox(mailbox));
  const [byUserName] =
    userName === null ? [] : await connection.run(statements.membershipByUserName({ userName }));
  if (byMailbox === undefined && byUserName === undefined)
    throw new Error(`membership ${id} could not be stored`);
  connection.spend();
  return err({ taken: byMailbox === undefined ? 'UserNameTaken' : 'EmailTaken' });
}

const userRow = ({ id, email, credential }: User): Row<'app_user'> => ({
  id,
  email: email.address,
  email_canonical: email.canonical,
  password_hash: credential.hash,
  credential_origin: credential.origin,
  credential_account: credential.accountId ?? null,
  credential_generation: credential.generation,
  lapses_at: credential.lapsesAt === undefined ? null : instant(credential.lapsesAt),
});

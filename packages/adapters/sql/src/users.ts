import {
  type AccessReads,
  type AccessWrites,
  type Conflict,
  type Credential,
  err,
  ok,
  type Result,
  restoreUser,
  type User,
} from '@tenantry/domain';
import { type Connection, overtaken } from './connection.ts';
import { dateOrNull, instantOrNull, type Row } from './rows.ts';
import type { UserStatements } from './user-statements.ts';

export type UserReads = Pick<AccessReads, 'findUser' | 'userByMailbox'>;
export type UserWrites = Pick<AccessWrites, 'addUser' | 'replaceCredential'>;

export const userReads = (connection: Connection, statements: UserStatements): UserReads => ({
  findUser: async (id) => {
    const [row] = await connection.run(statements.user({ id }));
    return row && userOf(row);
  },

  userByMailbox: async ({ canonical }) => {
    const [row] = await connection.run(statements.userByMailbox({ email: canonical }));
    return row && userOf(row);
  },
});

export const userWrites = (connection: Connection, statements: UserStatements): UserWrites => ({
  addUser: (user) => addUser(connection, statements, user),

  replaceCredential: async (id, from, credential) => {
    const values = { id, from, ...credentialColumns(credential) };
    return (await connection.run(statements.replaceCredential(values))).length > 0;
  },
});

export const addUser = async (
  connection: Connection,
  statements: UserStatements,
  user: User,
): Promise<Result<void, Conflict<'EmailTaken'>>> => {
  const row = userRow(user);
  const added = await connection.run(statements.addUser(row));
  if (added.length > 0) return ok(undefined);
  const [holder] = await connection.run(statements.userByMailbox({ email: row.email_canonical }));
  if (holder === undefined) return overtaken(connection, `user ${user.id}`);
  connection.spend();
  return err({ taken: 'EmailTaken' });
};

const userRow = ({ id, email, credential }: User): Row<'app_user'> => ({
  id,
  email: email.address,
  email_canonical: email.canonical,
  ...credentialColumns(credential),
});

const credentialColumns = (credential: Credential) => ({
  password_hash: credential.hash,
  credential_origin: credential.origin,
  credential_account: credential.accountId ?? null,
  credential_generation: credential.generation,
  lapses_at: instantOrNull(credential.lapsesAt),
  seen_hash: credential.seenHash ?? null,
});

const userOf = (row: Row<'app_user'>): User =>
  restoreUser({
    id: row.id,
    email: row.email,
    emailCanonical: row.email_canonical,
    hash: row.password_hash,
    origin: row.credential_origin,
    accountId: row.credential_account,
    generation: row.credential_generation,
    lapsesAt: dateOrNull(row.lapses_at),
    seenHash: row.seen_hash,
  });

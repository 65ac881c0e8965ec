import {
  type AccessReads,
  type AccessWrites,
  type Conflict,
  err,
  type MembershipFound,
  ok,
  type Result,
  userNameKey,
} from '@tenantry/domain';
import type { AccessStatements } from './access-statements.ts';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, overtaken } from './connection.ts';
import {
  apiKeyOf,
  apiKeyRow,
  type MembershipRow,
  membershipOf,
  membershipRow,
  type Row,
} from './rows.ts';
import type { SessionReads, SessionWrites } from './sessions.ts';
import { lineageTo } from './tree.ts';
import { addUser, credentialColumns, userOf } from './users.ts';

type Statements = AccessStatements & Pick<AccountStatements, 'lineage' | 'members'>;

/** Users, memberships and keys. */
export const accessReads = (
  connection: Connection,
  statements: Statements,
): Omit<AccessReads, keyof SessionReads> => {
  const found = async (
    row: Row<'membership'> | undefined,
  ): Promise<MembershipFound | undefined> => {
    if (row === undefined) return undefined;
    const membership = membershipOf(row);
    const lineage = await lineageTo(connection, statements, membership.accountId);
    return { membership, lineage };
  };

  return {
    findKey: async (id) => {
      const [row] = await connection.run(statements.key({ id }));
      if (row === undefined) return undefined;
      const key = apiKeyOf(row);
      return { key, lineage: await lineageTo(connection, statements, key.accountId) };
    },

    findMembership: async (id) => {
      const [row] = await connection.run(statements.membership({ id }));
      return found(row);
    },

    membershipByUserName: async (name) => {
      const userName = userNameKey(name);
      const [row] = await connection.run(statements.membershipByUserName({ userName }));
      return found(row);
    },

    membershipByMailbox: async (account, { canonical }) => {
      const mailbox = { account, email: canonical };
      const [row] = await connection.run(statements.membershipByMailbox(mailbox));
      return found(row);
    },

    members: async (id) => (await connection.run(statements.members({ id }))).map(membershipOf),

    findUser: async (id) => {
      const [row] = await connection.run(statements.user({ id }));
      return row && userOf(row);
    },

    userByMailbox: async ({ canonical }) => {
      const [row] = await connection.run(statements.userByMailbox({ email: canonical }));
      return row && userOf(row);
    },
  };
};

export const accessWrites = (
  connection: Connection,
  statements: Statements,
): Omit<AccessWrites, keyof SessionWrites> => ({
  addUser: (user) => addUser(connection, statements, user),

  addMembership: async (membership) => {
    const row = membershipRow(membership);
    const [added] = await connection.run(statements.addMembership(row));
    return added === undefined
      ? takenFrom(connection, statements, row)
      : ok(membershipOf({ ...row, number: added.number }));
  },

  addKey: async (key) => {
    await connection.run(statements.addKey(apiKeyRow(key)));
  },

  replaceCredential: async (id, from, credential) => {
    const values = { id, from, ...credentialColumns(credential) };
    return (await connection.run(statements.replaceCredential(values))).length > 0;
  },
});

async function takenFrom(
  connection: Connection,
  statements: Statements,
  { id, account_id: account, email_canonical: email, user_name_key: userName }: MembershipRow,
): Promise<Result<never, Conflict<'EmailTaken' | 'UserNameTaken'>>> {
  const [byMailbox] = await connection.run(statements.membershipByMailbox({ account, email }));
  const [byUserName] =
    userName === null ? [] : await connection.run(statements.membershipByUserName({ userName }));
  if (byMailbox === undefined && byUserName === undefined)
    return overtaken(connection, `membership ${id}`);
  connection.spend();
  return err({ taken: byMailbox === undefined ? 'UserNameTaken' : 'EmailTaken' });
}

import {
  type AccessReads,
  type AccessWrites,
  type AccountId,
  type Conflict,
  err,
  type Lineage,
  type MembershipFound,
  ok,
  type Result,
  userNameKey,
} from '@tenantry/domain';
import type { AccountStatements } from './account-statements.ts';
import { type Connection, fail, overtaken } from './connection.ts';
import { idList } from './id-list.ts';
import type { MembershipStatements } from './membership-statements.ts';
import { accountOf, type MembershipRow, membershipOf, membershipRow, type Row } from './rows.ts';
import { lineageTo } from './tree.ts';

export type MembershipReads = Pick<
  AccessReads,
  | 'findMembership'
  | 'membershipByInvitation'
  | 'membershipByUserName'
  | 'membershipByMailbox'
  | 'members'
  | 'memberships'
>;
export type MembershipWrites = Pick<AccessWrites, 'addMembership' | 'saveMembership'>;

type MembershipTaken = Conflict<'EmailTaken' | 'UserNameTaken'>;

export const membershipReads = (
  connection: Connection,
  statements: MembershipStatements & Pick<AccountStatements, 'lineage'>,
): MembershipReads => {
  const found = async (
    rows: readonly Row<'membership'>[],
  ): Promise<MembershipFound | undefined> => {
    const [row] = rows;
    if (row === undefined) return undefined;
    const membership = membershipOf(row);
    const lineage = await lineageTo(connection, statements, membership.accountId);
    return { membership, lineage };
  };

  return {
    findMembership: async (ref) =>
      found(
        await connection.run(
          typeof ref === 'number'
            ? statements.membershipByNumber({ number: ref })
            : statements.membership({ id: ref }),
        ),
      ),

    membershipByInvitation: async (hash) =>
      found(await connection.run(statements.membershipByInvitation({ hash }))),

    membershipByUserName: async (name) =>
      found(await connection.run(statements.membershipByUserName({ userName: userNameKey(name) }))),

    membershipByMailbox: async (account, { canonical: email }) =>
      found(await connection.run(statements.membershipByMailbox({ account, email }))),

    members: async (account, { after = 0, limit }) => {
      const rows = await connection.run(statements.membersPage({ account, after, limit }));
      return rows.map(membershipOf);
    },

    memberships: async (user, { after = 0, limit }) => {
      const rows = await connection.run(statements.membershipsOfUser({ user, after, limit }));
      const memberships = rows.map(membershipOf);
      const accounts = memberships.map(({ accountId }) => accountId);
      const lineageOf = await lineagesOf(connection, statements, accounts);
      return memberships.map((membership) => ({
        membership,
        lineage: lineageOf(membership.accountId),
      }));
    },
  };
};

/** The lineages of accounts that are known to exist, with one statement for all of them. */
async function lineagesOf(
  connection: Connection,
  statements: MembershipStatements,
  accounts: readonly AccountId[],
): Promise<(account: AccountId) => Lineage> {
  const rows =
    accounts.length === 0
      ? []
      : await connection.run(statements.lineages({ accounts: idList(accounts) }));
  const all = new Map(rows.map(accountOf).map((account) => [account.id, account]));
  const existing = (id: AccountId) =>
    all.get(id) ?? fail(connection, `account ${id} vanished while it was read`);
  return (id) => {
    const account = existing(id);
    const [root = account, ...rest] = [...account.ancestors, id].map(existing);
    return [root, ...rest];
  };
}

export const membershipWrites = (
  connection: Connection,
  statements: MembershipStatements,
): MembershipWrites => ({
  addMembership: async (membership) => {
    const row = membershipRow(membership);
    const [added] = await connection.run(statements.addMembership(row));
    return added === undefined
      ? takenFrom(connection, statements, row)
      : ok(membershipOf({ ...row, number: added.number }));
  },

  saveMembership: async (membership, { status, generation }) => {
    const row = membershipRow(membership);
    // An UPDATE knows no ON CONFLICT. A key that is taken after this has looked makes the UPDATE
    // throw the database's own error, and the unit, run again, sees it here.
    const [stored] = await connection.run(
      statements.takenFromMembership({
        id: row.id,
        mailbox: row.email_canonical,
        userName: row.user_name_key ?? '',
      }),
    );
    if (stored?.status !== status || stored.generation !== generation) return ok('stale');
    if (stored.is_mailbox_taken) return taken(connection, 'EmailTaken');
    if (stored.is_user_name_taken) return taken(connection, 'UserNameTaken');
    const saved = await connection.run(
      statements.saveMembership({ ...row, status_before: status, generation_before: generation }),
    );
    return ok(saved.length > 0 ? 'saved' : 'stale');
  },
});

async function takenFrom(
  connection: Connection,
  statements: MembershipStatements,
  { id, account_id: account, email_canonical: email, user_name_key: userName }: MembershipRow,
): Promise<Result<never, MembershipTaken>> {
  const [byMailbox] = await connection.run(statements.membershipByMailbox({ account, email }));
  const [byUserName] =
    userName === null ? [] : await connection.run(statements.membershipByUserName({ userName }));
  if (byMailbox === undefined && byUserName === undefined)
    return overtaken(connection, `membership ${id}`);
  return taken(connection, byMailbox === undefined ? 'UserNameTaken' : 'EmailTaken');
}

function taken(
  connection: Connection,
  what: MembershipTaken['taken'],
): Result<never, MembershipTaken> {
  connection.spend();
  return err({ taken: what });
}

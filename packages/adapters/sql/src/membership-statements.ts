import { idsIn } from './id-list.ts';
import { onPath } from './on-path.ts';
import type { MembershipRow } from './rows.ts';
import { type Builder, statement } from './statement.ts';

/** A membership as it is to be, and how it has to stand before. */
interface Saved extends Omit<MembershipRow, 'account_id'> {
  readonly status_before: string;
  readonly generation_before: number;
}

/** What no other membership may have; '' is nobody's. */
interface Wanted {
  readonly id: string;
  readonly mailbox: string;
  readonly userName: string;
}

export type MembershipStatements = ReturnType<typeof membershipStatements>;

export const membershipStatements = (db: Builder) => {
  const memberships = db.selectFrom('membership').selectAll();

  return {
    membership: statement<{ id: string }>()((value) => memberships.where('id', '=', value('id'))),
    membershipByNumber: statement<{ number: number }>()((value) =>
      memberships.where('number', '=', value('number')),
    ),
    membershipByInvitation: statement<{ hash: string }>()((value) =>
      memberships.where('invitation_hash', '=', value('hash')),
    ),
    membershipByMailbox: statement<{ account: string; email: string }>()((value) =>
      memberships
        .where('account_id', '=', value('account'))
        .where('email_canonical', '=', value('email')),
    ),
    membershipByUserName: statement<{ userName: string }>()((value) =>
      memberships.where('user_name_key', '=', value('userName')),
    ),
    membersPage: statement<{ account: string; after: number; limit: number }>()((value) =>
      memberships
        .where('account_id', '=', value('account'))
        .where('number', '>', value('after'))
        .orderBy('number')
        .limit(value('limit')),
    ),
    membershipsOfUser: statement<{ user: string; after: number; limit: number }>()((value) =>
      memberships
        .where('user_id', '=', value('user'))
        .where('number', '>', value('after'))
        .orderBy('number')
        .limit(value('limit')),
    ),
    /** Accounts of a list and all above them. */
    lineages: statement<{ accounts: string }>()((value) =>
      onPath(db)
        .where('last.id', 'in', idsIn(db, value('accounts')))
        .selectAll('up')
        .distinct(),
    ),

    addMembership: statement<MembershipRow>()((value) =>
      db
        .insertInto('membership')
        .values({
          id: value('id'),
          account_id: value('account_id'),
          user_id: value('user_id'),
          name: value('name'),
          email: value('email'),
          email_canonical: value('email_canonical'),
          user_name: value('user_name'),
          user_name_key: value('user_name_key'),
          roles: value('roles'),
          status: value('status'),
          generation: value('generation'),
          invitation_hash: value('invitation_hash'),
          invited_until: value('invited_until'),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('number'),
    ),

    /** How a membership stands, and who else has what it wants to have. */
    takenFromMembership: statement<Wanted>()((value) =>
      db
        .selectFrom('membership as own')
        .where('own.id', '=', value('id'))
        .select(['own.status', 'own.generation'])
        .select((row) => [
          row
            .exists(
              row
                .selectFrom('membership as other')
                .select('other.id')
                .whereRef('other.account_id', '=', 'own.account_id')
                .where('other.email_canonical', '=', value('mailbox'))
                .whereRef('other.id', '<>', 'own.id'),
            )
            .as('is_mailbox_taken'),
          row
            .exists(
              row
                .selectFrom('membership as other')
                .select('other.id')
                .where('other.user_name_key', '=', value('userName'))
                .whereRef('other.id', '<>', 'own.id'),
            )
            .as('is_user_name_taken'),
        ]),
    ),
    saveMembership: statement<Saved>()((value) =>
      db
        .updateTable('membership')
        .set({
          user_id: value('user_id'),
          name: value('name'),
          email: value('email'),
          email_canonical: value('email_canonical'),
          user_name: value('user_name'),
          user_name_key: value('user_name_key'),
          roles: value('roles'),
          status: value('status'),
          generation: value('generation'),
          invitation_hash: value('invitation_hash'),
          invited_until: value('invited_until'),
        })
        .where('id', '=', value('id'))
        .where('status', '=', value('status_before'))
        .where('generation', '=', value('generation_before'))
        .returning('id'),
    ),
  };
};

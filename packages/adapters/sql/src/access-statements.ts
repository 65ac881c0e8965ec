import type { MembershipRow, Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

/** A user's credential, and the generation of the one before it. */
interface CredentialAt extends Omit<Row<'app_user'>, 'email' | 'email_canonical'> {
  readonly from: number;
}

export type AccessStatements = ReturnType<typeof accessStatements>;

export const accessStatements = (db: Builder) => ({
  key: statement<{ id: string }>()((value) =>
    db.selectFrom('api_key').selectAll().where('id', '=', value('id')),
  ),
  addKey: statement<Row<'api_key'>>()((value) =>
    db.insertInto('api_key').values({
      id: value('id'),
      account_id: value('account_id'),
      hash: value('hash'),
      power: value('power'),
      created_at: value('created_at'),
      expires_at: value('expires_at'),
      revoked_at: value('revoked_at'),
    }),
  ),

  user: statement<{ id: string }>()((value) =>
    db.selectFrom('app_user').selectAll().where('id', '=', value('id')),
  ),
  userByMailbox: statement<{ email: string }>()((value) =>
    db.selectFrom('app_user').selectAll().where('email_canonical', '=', value('email')),
  ),
  addUser: statement<Row<'app_user'>>()((value) =>
    db
      .insertInto('app_user')
      .values({
        id: value('id'),
        email: value('email'),
        email_canonical: value('email_canonical'),
        password_hash: value('password_hash'),
        credential_origin: value('credential_origin'),
        credential_account: value('credential_account'),
        credential_generation: value('credential_generation'),
        lapses_at: value('lapses_at'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id'),
  ),
  replaceCredential: statement<CredentialAt>()((value) =>
    db
      .updateTable('app_user')
      .set({
        password_hash: value('password_hash'),
        credential_origin: value('credential_origin'),
        credential_account: value('credential_account'),
        credential_generation: value('credential_generation'),
        lapses_at: value('lapses_at'),
      })
      .where('id', '=', value('id'))
      .where('credential_generation', '=', value('from'))
      .returning('id'),
  ),

  membership: statement<{ id: string }>()((value) =>
    db.selectFrom('membership').selectAll().where('id', '=', value('id')),
  ),
  membershipByMailbox: statement<{ account: string; email: string }>()((value) =>
    db
      .selectFrom('membership')
      .selectAll()
      .where('account_id', '=', value('account'))
      .where('email_canonical', '=', value('email')),
  ),
  membershipByUserName: statement<{ userName: string }>()((value) =>
    db.selectFrom('membership').selectAll().where('user_name_key', '=', value('userName')),
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
        invitation_generation: value('invitation_generation'),
        invitation_hash: value('invitation_hash'),
        invited_until: value('invited_until'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('number'),
  ),
});

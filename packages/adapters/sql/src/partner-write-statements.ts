import type { AccountRow, MembershipRow, Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

/** What no other partner or membership may have; '' is nobody's. */
interface Wanted {
  readonly account: string;
  readonly member: string;
  readonly address: string;
  readonly sibling: string;
  readonly reference: string;
  readonly userName: string;
  readonly mailbox: string;
}

type Account = Pick<
  AccountRow,
  | 'id'
  | 'name'
  | 'name_key'
  | 'sibling_key'
  | 'status'
  | 'default_role'
  | 'may_have_sub_accounts'
  | 'version'
  | 'updated_at'
>;

export type PartnerWriteStatements = ReturnType<typeof partnerWriteStatements>;

export const partnerWriteStatements = (db: Builder) => ({
  addPartner: statement<Row<'partner'>>()((value) =>
    db
      .insertInto('partner')
      .values({
        account_id: value('account_id'),
        reference: value('reference'),
        reference_key: value('reference_key'),
        billing_id: value('billing_id'),
        phrase_hash: value('phrase_hash'),
        first_name: value('first_name'),
        last_name: value('last_name'),
        phone: value('phone'),
        contact_membership_id: value('contact_membership_id'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('account_id'),
  ),

  takenFromPartner: statement<Wanted>()((value) => {
    const others = db.selectFrom('account').where('id', '<>', value('account'));
    const otherMembers = db.selectFrom('membership').where('id', '<>', value('member'));
    return db.selectNoFrom((row) => [
      row
        .exists(others.where('address', '=', value('address')).select('id'))
        .as('is_address_taken'),
      row
        .exists(others.where('sibling_key', '=', value('sibling')).select('id'))
        .as('is_name_taken'),
      row
        .exists(
          db
            .selectFrom('partner')
            .select('account_id')
            .where('reference_key', '=', value('reference'))
            .where('account_id', '<>', value('account')),
        )
        .as('is_reference_taken'),
      row
        .exists(otherMembers.where('user_name_key', '=', value('userName')).select('id'))
        .as('is_user_name_taken'),
      row
        .exists(
          otherMembers
            .where('account_id', '=', value('account'))
            .where('email_canonical', '=', value('mailbox'))
            .select('id'),
        )
        .as('is_mailbox_taken'),
    ]);
  }),

  saveNode: statement<Account & { readonly before: number }>()((value) =>
    db
      .updateTable('account')
      .set({
        name: value('name'),
        name_key: value('name_key'),
        sibling_key: value('sibling_key'),
        status: value('status'),
        default_role: value('default_role'),
        may_have_sub_accounts: value('may_have_sub_accounts'),
        version: value('version'),
        updated_at: value('updated_at'),
      })
      .where('id', '=', value('id'))
      .where('version', '=', value('before'))
      .returningAll(),
  ),
  savePartner: statement<Omit<Row<'partner'>, 'contact_membership_id'>>()((value) =>
    db
      .updateTable('partner')
      .set({
        reference: value('reference'),
        reference_key: value('reference_key'),
        billing_id: value('billing_id'),
        phrase_hash: value('phrase_hash'),
        first_name: value('first_name'),
        last_name: value('last_name'),
        phone: value('phone'),
      })
      .where('account_id', '=', value('account_id'))
      .returningAll(),
  ),
  saveMember: statement<Omit<MembershipRow, 'account_id'>>()((value) =>
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
      .returningAll(),
  ),
});

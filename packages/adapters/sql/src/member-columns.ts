import type { Membership } from '@tenantry/domain';
import { membershipOf, type Row } from './rows.ts';

/** The columns of a membership beside those of its account, some of which have the same names. */
export const memberColumns = [
  'membership.number as member_number',
  'membership.id as member_id',
  'membership.account_id as member_account_id',
  'membership.user_id as member_user_id',
  'membership.name as member_name',
  'membership.email as member_email',
  'membership.email_canonical as member_email_canonical',
  'membership.user_name as member_user_name',
  'membership.user_name_key as member_user_name_key',
  'membership.roles as member_roles',
  'membership.status as member_status',
  'membership.generation as member_generation',
  'membership.invitation_hash as member_invitation_hash',
  'membership.invited_until as member_invited_until',
] as const;

export type MemberColumns = {
  [Column in keyof Row<'membership'> as `member_${Column}`]: Row<'membership'>[Column];
};

export const memberOf = (row: MemberColumns): Membership =>
  membershipOf({
    number: row.member_number,
    id: row.member_id,
    account_id: row.member_account_id,
    user_id: row.member_user_id,
    name: row.member_name,
    email: row.member_email,
    email_canonical: row.member_email_canonical,
    user_name: row.member_user_name,
    user_name_key: row.member_user_name_key,
    roles: row.member_roles,
    status: row.member_status,
    generation: row.member_generation,
    invitation_hash: row.member_invitation_hash,
    invited_until: row.member_invited_until,
  });

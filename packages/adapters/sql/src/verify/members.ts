import { sql } from 'kysely';
import { beyond } from '../rows.ts';
import { type QueryCheck, tableOf } from './query-check.ts';

/** Who gets in: members in their states, users and their credentials. */
export const members: readonly QueryCheck[] = [
  {
    invariant: 'INV2',
    check: 'active member without a user',
    table: 'membership',
    broken: sql`it.status = 'active' and it.user_id is null`,
  },
  {
    invariant: 'INV2',
    check: 'invited member who is a user already',
    table: 'membership',
    broken: sql`it.status = 'invited' and it.user_id is not null`,
  },
  {
    invariant: 'INV2',
    check: 'half an invitation',
    table: 'membership',
    broken: sql`(it.invitation_hash is null) <> (it.invited_until is null)`,
  },
  {
    invariant: 'INV2',
    check: 'invitation of no generation',
    table: 'membership',
    broken: sql`it.invitation_hash is not null and it.generation < 1`,
  },
  {
    invariant: 'INV2',
    check: 'invitation of a member who is not invited',
    table: 'membership',
    broken: sql`it.status <> 'invited' and it.invitation_hash is not null`,
  },
  {
    invariant: 'INV2',
    check: 'revoked member who is somebody still',
    table: 'membership',
    broken: sql`it.status = 'revoked' and (it.user_id is not null or it.user_name is not null
      or it.user_name_key is not null)`,
  },
  {
    invariant: 'INV2',
    check: 'member of a closed account who is not revoked',
    table: 'membership',
    broken: sql`it.status <> 'revoked' and it.account_id in (
      select beneath.id from ${tableOf('account')} as top
        join ${tableOf('account')} as beneath
          on beneath.path >= top.path and beneath.path < top.path || ${sql.lit(beyond)}
        where top.status = 'closed')`,
  },
  {
    invariant: 'INV2',
    check: "member with another mailbox than its user's",
    table: 'membership',
    broken: sql`exists (select 1 from ${tableOf('app_user')} as person
      where person.id = it.user_id and person.email_canonical <> it.email_canonical)`,
  },
  {
    invariant: 'INV2',
    check: 'user who is a member of nothing',
    table: 'app_user',
    broken: sql`not exists (
      select 1 from ${tableOf('membership')} as member where member.user_id = it.id)`,
  },
  {
    invariant: 'INV2',
    check: 'given credential of no account',
    table: 'app_user',
    broken: sql`it.credential_origin = 'given' and it.credential_account is null`,
  },
  {
    invariant: 'INV2',
    check: 'own credential of one account',
    table: 'app_user',
    broken: sql`it.credential_origin = 'own' and it.credential_account is not null`,
  },
  {
    invariant: 'INV2',
    check: 'reset of nobody in a generation',
    table: 'password_reset',
    broken: sql`it.user_id is null and it.generation <> 0`,
  },
  {
    invariant: 'INV2',
    check: 'reset of a generation to come',
    table: 'password_reset',
    broken: sql`exists (select 1 from ${tableOf('app_user')} as person
      where person.id = it.user_id and it.generation > person.credential_generation)`,
  },
];

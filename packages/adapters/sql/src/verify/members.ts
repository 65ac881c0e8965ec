import { sql } from 'kysely';
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
    broken: sql`(it.invitation_generation is null) <> (it.invitation_hash is null)
      or (it.invitation_generation is null) <> (it.invited_until is null)`,
  },
  {
    invariant: 'INV2',
    check: 'invitation of a member who is not invited',
    table: 'membership',
    broken: sql`it.status <> 'invited' and it.invitation_hash is not null`,
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
    // No index leads from a user to its places: one pass over both.
    broken: sql`it.id in (select person.id from ${tableOf('app_user')} as person
      left join ${tableOf('membership')} as member on member.user_id = person.id
      where member.id is null)`,
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
];

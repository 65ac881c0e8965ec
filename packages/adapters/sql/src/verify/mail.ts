import type { DeliveryKind } from '@tenantry/domain';
import { sql } from 'kysely';
import type { Schema } from '../schema.ts';
import { type QueryCheck, tableOf } from './query-check.ts';

/** Which column says what a message is about. */
const subjects: Readonly<Record<DeliveryKind, keyof Schema['outbox']>> = {
  invitation: 'membership_id',
  passwordReset: 'reset_id',
  passwordChanged: 'user_id',
};

/** Mail that is owed. `furthest` is the latest moment until which a lease can be. */
export const mailOwed = (furthest: string): readonly QueryCheck[] => [
  {
    invariant: 'INV5',
    check: 'lease that is longer than any',
    table: 'outbox',
    broken: sql`it.state = 'due' and it.leased_until > ${furthest}`,
  },
  {
    invariant: 'INV5',
    check: 'lease without a claim',
    table: 'outbox',
    broken: sql`it.leased_until is not null and it.fence < 1`,
  },
  {
    invariant: 'INV5',
    check: 'lease of a message that has ended',
    table: 'outbox',
    broken: sql`it.state <> 'due' and it.leased_until is not null`,
  },
  {
    invariant: 'INV5',
    check: 'message sent without a claim',
    table: 'outbox',
    broken: sql`it.state = 'sent' and it.fence < 1`,
  },
  {
    invariant: 'INV6',
    check: 'invited member without a message',
    table: 'membership',
    broken: sql`it.status = 'invited' and it.invitation_hash is not null and not exists (
      select 1 from ${tableOf('outbox')} as message
        where message.membership_id = it.id and message.kind = 'invitation'
          and message.generation = it.generation)`,
  },
  {
    invariant: 'INV2',
    check: 'message about something else than its kind says',
    table: 'outbox',
    broken: sql.join(
      Object.entries(subjects).map(
        ([kind, column]) => sql`(it.kind = ${sql.lit(kind)} and (it.${sql.id(column)} is null
          or (case when it.membership_id is null then 0 else 1 end)
            + (case when it.reset_id is null then 0 else 1 end)
            + (case when it.user_id is null then 0 else 1 end) > 1))`,
      ),
      sql` or `,
    ),
  },
  {
    invariant: 'INV2',
    check: 'message of a generation to come',
    table: 'outbox',
    broken: sql`exists (select 1 from ${tableOf('membership')} as member
        where member.id = it.membership_id and it.generation > member.generation)
      or exists (select 1 from ${tableOf('password_reset')} as reset
        where reset.id = it.reset_id and it.generation > reset.generation)
      or exists (select 1 from ${tableOf('app_user')} as person
        where person.id = it.user_id and it.generation > person.credential_generation)`,
  },
  {
    invariant: 'INV2',
    check: 'one invitation in several messages',
    table: 'outbox',
    broken: sql`it.kind = 'invitation' and exists (select 1 from ${tableOf('outbox')} as other
      where other.membership_id = it.membership_id and other.kind = it.kind
        and other.generation = it.generation and other.id <> it.id)`,
  },
];

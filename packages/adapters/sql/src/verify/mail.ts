import { sql } from 'kysely';
import { type QueryCheck, tableOf } from './query-check.ts';

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
          and message.generation = it.invitation_generation)`,
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

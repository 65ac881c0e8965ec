import {
  branded,
  type Delivery,
  type DeliveryState,
  type NewDelivery,
  type Settlement,
  type StoredDelivery,
  type Subject,
} from '@tenantry/domain';
import { due, type Ending } from './delivery-statements.ts';
import { instant, type Row } from './rows.ts';

export const deliveryRow = (delivery: NewDelivery): Row<'outbox'> => ({
  id: delivery.id,
  kind: delivery.kind,
  membership_id: delivery.kind === 'invitation' ? delivery.membershipId : null,
  reset_id: delivery.kind === 'passwordReset' ? delivery.resetId : null,
  user_id: delivery.kind === 'passwordChanged' ? delivery.userId : null,
  generation: delivery.generation,
  state: due,
  attempts: 0,
  next_at: instant(delivery.dueAt),
  owed_at: instant(delivery.dueAt),
  leased_until: null,
  fence: 0,
  reason: null,
});

export const deliveryOf = (row: Row<'outbox'>): Delivery => ({
  ...subjectOf(row),
  id: row.id,
  generation: row.generation,
  dueAt: new Date(row.next_at),
  attempts: row.attempts,
  fence: row.fence,
});

export const storedDeliveryOf = (row: Row<'outbox'>): StoredDelivery => ({
  ...deliveryOf(row),
  state: branded<DeliveryState>(row.state),
  ...(row.leased_until === null ? {} : { leasedUntil: new Date(row.leased_until) }),
  ...(row.reason === null ? {} : { reason: row.reason }),
});

function subjectOf(row: Row<'outbox'>): Subject {
  if (row.membership_id !== null)
    return { kind: 'invitation', membershipId: branded(row.membership_id) };
  if (row.reset_id !== null) return { kind: 'passwordReset', resetId: row.reset_id };
  if (row.user_id !== null) return { kind: 'passwordChanged', userId: branded(row.user_id) };
  throw new Error(`message ${row.id} is about nothing`);
}

export const settlementRow = (settlement: Settlement): Ending => {
  const { id, fence, reason = null } = settlement;
  return settlement.state === 'retry'
    ? { id, fence, reason, state: due, next: instant(settlement.at), attempts: settlement.attempts }
    : {
        id,
        fence,
        reason,
        state: settlement.state,
        next: null,
        attempts: settlement.state === 'undeliverable' ? settlement.attempts : null,
      };
};

import {
  branded,
  type Deliveries,
  type Delivery,
  type NewDelivery,
  type Settlement,
} from '@tenantry/domain';
import type { Connection } from './connection.ts';
import { instant, type Row } from './rows.ts';
import { type Builder, listStatement, statement } from './statement.ts';

/** A message is `due` until it ends as sent, superseded or undeliverable. */
const due = 'due';

/** How a message ends; what is null stays as it was. */
interface Ending {
  readonly id: string;
  readonly fence: number;
  readonly state: string;
  readonly next: string | null;
  readonly attempts: number | null;
}

export type DeliveryStatements = ReturnType<typeof deliveryStatements>;

export const deliveryStatements = (db: Builder, passesOver: boolean) => ({
  add: listStatement<Row<'outbox'>>()((rows) => db.insertInto('outbox').values(rows)),

  // Picked first, and once: within the condition of an UPDATE the limit may be applied several
  // times.
  claim: statement<{ now: string; until: string; limit: number }>()((value) =>
    db
      .with('taken', (outbox) =>
        outbox
          .selectFrom('outbox')
          .select('id')
          .where('state', '=', due)
          .where('next_at', '<=', value('now'))
          .where((lease) =>
            lease.or([
              lease('leased_until', 'is', null),
              lease('leased_until', '<=', value('now')),
            ]),
          )
          .orderBy('attempts')
          .orderBy('next_at')
          .orderBy('id')
          .limit(value('limit'))
          .$if(passesOver, (rows) => rows.forUpdate().skipLocked()),
      )
      .updateTable('outbox')
      .set((row) => ({
        leased_until: value('until'),
        fence: row('fence', '+', 1),
      }))
      .where('id', 'in', (taken) => taken.selectFrom('taken').select('id'))
      .returningAll(),
  ),

  settle: statement<Ending>()((value) =>
    db
      .updateTable('outbox')
      .set((row) => ({
        state: value('state'),
        next_at: row.fn.coalesce(row.val(value('next')), 'next_at'),
        attempts: row.fn.coalesce(row.val(value('attempts')), 'attempts'),
        leased_until: null,
      }))
      .where('id', '=', value('id'))
      .where('fence', '=', value('fence'))
      .where('state', '=', due)
      .returning('id'),
  ),
});

export const deliveries = (connection: Connection, statements: DeliveryStatements): Deliveries => ({
  add: async (added) => {
    if (added.length > 0) await connection.run(statements.add(added.map(deliveryRow)));
  },

  claim: async ({ now, until, limit }) => {
    const claim = { now: instant(now), until: instant(until), limit };
    const rows = await connection.run(statements.claim(claim));
    return rows.map(deliveryOf).toSorted(byTries);
  },

  settle: async (settlement) => {
    const settled = await connection.run(statements.settle(settlementRow(settlement)));
    return settled.length > 0;
  },
});

const deliveryRow = (delivery: NewDelivery): Row<'outbox'> => ({
  id: delivery.id,
  kind: delivery.kind,
  membership_id: delivery.membershipId,
  generation: delivery.generation,
  state: due,
  attempts: 0,
  next_at: instant(delivery.dueAt),
  leased_until: null,
  fence: 0,
});

const deliveryOf = (row: Row<'outbox'>): Delivery => ({
  id: row.id,
  kind: 'invitation',
  membershipId: branded(row.membership_id),
  generation: row.generation,
  dueAt: new Date(row.next_at),
  attempts: row.attempts,
  fence: row.fence,
});

// Rows come back from an UPDATE in any order.
const byTries = (a: Delivery, b: Delivery): number =>
  a.attempts - b.attempts || a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1);

const settlementRow = (settlement: Settlement): Ending => {
  const { id, fence } = settlement;
  return settlement.state === 'retry'
    ? { id, fence, state: due, next: instant(settlement.at), attempts: settlement.attempts }
    : { id, fence, state: settlement.state, next: null, attempts: null };
};

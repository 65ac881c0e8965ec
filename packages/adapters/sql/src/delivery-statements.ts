import { idsIn } from './id-list.ts';
import type { Row } from './rows.ts';
import { type Builder, listStatement, statement } from './statement.ts';

/** A message is `due` until it ends as sent, superseded or undeliverable. */
export const due = 'due';

/** How a message ends; what is null stays as it was. */
export interface Ending {
  readonly id: string;
  readonly fence: number;
  readonly state: string;
  readonly next: string | null;
  readonly attempts: number | null;
  readonly reason: string | null;
}

interface Page {
  readonly after: string;
  readonly limit: number;
}

export type DeliveryStatements = ReturnType<typeof deliveryStatements>;

export const deliveryStatements = (db: Builder, passesOver: boolean) => {
  const messages = db.selectFrom('outbox').selectAll('outbox');

  return {
    delivery: statement<{ id: string }>()((value) => messages.where('id', '=', value('id'))),
    deliveries: statement<Page>()((value) =>
      messages.where('id', '>', value('after')).orderBy('id').limit(value('limit')),
    ),
    deliveriesIn: statement<Page & { readonly state: string }>()((value) =>
      messages
        .where('state', '=', value('state'))
        .where('id', '>', value('after'))
        .orderBy('id')
        .limit(value('limit')),
    ),
    backlog: statement()(() =>
      db
        .selectFrom('outbox')
        .where('state', '=', due)
        .select((row) => [row.fn.countAll().as('count'), row.fn.min('owed_at').as('since')]),
    ),
    newestOf: statement<{ memberships: string }>()((value) =>
      messages.where('membership_id', 'in', idsIn(db, value('memberships'))).where((message) =>
        message.not(
          message.exists(
            message
              .selectFrom('outbox as newer')
              .select('newer.id')
              .whereRef('newer.membership_id', '=', 'outbox.membership_id')
              .where((newer) =>
                newer(
                  newer.refTuple('newer.generation', 'newer.id'),
                  '>',
                  newer.refTuple('outbox.generation', 'outbox.id'),
                ),
              ),
          ),
        ),
      ),
    ),

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
          // What is only held back, without a failure, is not owed until then.
          owed_at: row
            .case()
            .when('attempts', '>=', value('attempts'))
            .then(row.fn.coalesce(row.val(value('next')), 'owed_at'))
            .else(row.ref('owed_at'))
            .end(),
          attempts: row.fn.coalesce(row.val(value('attempts')), 'attempts'),
          reason: row.fn.coalesce(row.val(value('reason')), 'reason'),
          leased_until: null,
        }))
        .where('id', '=', value('id'))
        .where('fence', '=', value('fence'))
        .where('state', '=', due)
        .returning('id'),
    ),

    retry: statement<{ id: string; at: string }>()((value) =>
      db
        .updateTable('outbox')
        .set((row) => ({
          state: due,
          attempts: row.lit(0),
          next_at: value('at'),
          leased_until: null,
          reason: null,
        }))
        .where('id', '=', value('id'))
        .where((message) =>
          message.or([
            message('state', '=', 'undeliverable'),
            message.and([
              message('state', '=', due),
              message.or([
                message('leased_until', 'is', null),
                message('leased_until', '<=', value('at')),
              ]),
            ]),
          ]),
        )
        .returning('id'),
    ),
  };
};

import { sql } from 'kysely';
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

/** What comes after a message; '' is before all. */
interface EndedPage {
  readonly before: string;
  readonly afterDue: string;
  readonly afterId: string;
  readonly limit: number;
}

/** A message that ended is said so to the letter: nobody sees the index of these alone behind a value. */
const hasEnded = sql<boolean>`state <> ${sql.lit(due)}`;

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

    // What tells how the mail to an invited member stands is needed still. Asked for by its value,
    // row by row: EXISTS may read all members there are for a few messages.
    ended: statement<EndedPage>()((value) =>
      db
        .selectFrom('outbox')
        .select((message) => [
          'id',
          'next_at',
          message
            .case()
            .when(
              message.and([
                message('membership_id', 'is not', null),
                message(
                  message
                    .selectFrom('membership as owed')
                    .select('owed.status')
                    .whereRef('owed.id', '=', 'outbox.membership_id'),
                  '=',
                  'invited',
                ),
                message(
                  message
                    .selectFrom('outbox as newest')
                    .select('newest.id')
                    .whereRef('newest.membership_id', '=', 'outbox.membership_id')
                    .orderBy('newest.generation', 'desc')
                    .orderBy('newest.id', 'desc')
                    .limit(sql.lit(1)),
                  '=',
                  message.ref('outbox.id'),
                ),
              ]),
            )
            .then(message.lit(1))
            .else(message.lit(0))
            .end()
            .as('is_needed'),
        ])
        .where(hasEnded)
        .where('next_at', '<', value('before'))
        .where((message) =>
          message(
            message.refTuple('next_at', 'id'),
            '>',
            message.tuple(message.val(value('afterDue')), message.val(value('afterId'))),
          ),
        )
        .orderBy('next_at')
        .orderBy('id')
        .limit(value('limit')),
    ),

    // None that another unit forgets, or tries again, in the meantime.
    forgetEnded: statement<{ messages: string; before: string }>()((value) =>
      db
        .with('ended', (outbox) =>
          outbox
            .selectFrom('outbox')
            .select('id')
            .where('id', 'in', idsIn(db, value('messages')))
            .where(hasEnded)
            .where('next_at', '<', value('before'))
            .$if(passesOver, (rows) => rows.forUpdate().skipLocked()),
        )
        .deleteFrom('outbox')
        .where('id', 'in', (ended) => ended.selectFrom('ended').select('id'))
        .returning('id'),
    ),
  };
};

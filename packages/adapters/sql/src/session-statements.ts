import type { Over } from './forgotten.ts';
import type { Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

interface Advance {
  readonly id: string;
  readonly before: number;
  readonly serial: number;
  readonly until: string;
}

export type SessionStatements = ReturnType<typeof sessionStatements>;

export const sessionStatements = (db: Builder, passesOver: boolean) => ({
  session: statement<{ id: string }>()((value) =>
    db.selectFrom('session').selectAll().where('id', '=', value('id')),
  ),
  forgetSessionsOver: statement<Over>()((value) =>
    db
      .with('over', (sessions) =>
        sessions
          .selectFrom('session')
          .select('id')
          .where('until', '<=', value('now'))
          .orderBy('until')
          .limit(value('limit'))
          .$if(passesOver, (left) => left.forUpdate().skipLocked()),
      )
      .deleteFrom('session')
      .where('id', 'in', (left) => left.selectFrom('over').select('id'))
      .returning('id'),
  ),
  addSession: statement<Row<'session'>>()((value) =>
    db.insertInto('session').values({
      id: value('id'),
      membership_id: value('membership_id'),
      serial: value('serial'),
      until: value('until'),
    }),
  ),
  advanceSession: statement<Advance>()((value) =>
    db
      .updateTable('session')
      .set({
        serial: value('serial'),
        until: value('until'),
      })
      .where('id', '=', value('id'))
      .where('serial', '=', value('before'))
      .returning('id'),
  ),
  endSession: statement<{ id: string }>()((value) =>
    db.deleteFrom('session').where('id', '=', value('id')),
  ),

  tries: statement<{ lookup: string; now: string }>()((value) =>
    db
      .selectFrom('tries')
      .selectAll()
      .where('lookup', '=', value('lookup'))
      .where('until', '>', value('now')),
  ),
  forgetTriesOver: statement<Over>()((value) =>
    db
      .with('over', (tries) =>
        tries
          .selectFrom('tries')
          .select('lookup')
          .where('until', '<=', value('now'))
          .orderBy('until')
          .limit(value('limit'))
          .$if(passesOver, (left) => left.forUpdate().skipLocked()),
      )
      .deleteFrom('tries')
      .where('lookup', 'in', (left) => left.selectFrom('over').select('lookup'))
      .returning('lookup'),
  ),
  addTry: statement<{ lookup: string; until: string; now: string }>()((value) =>
    db
      .insertInto('tries')
      .values((row) => ({ lookup: value('lookup'), count: row.lit(1), until: value('until') }))
      .onConflict((conflict) =>
        conflict.column('lookup').doUpdateSet((row) => {
          const isOver = row('tries.until', '<=', value('now'));
          return {
            count: row
              .case()
              .when(isOver)
              .then(row.lit(1))
              .else(row('tries.count', '+', row.lit(1)))
              .end(),
            until: row.case().when(isOver).then(value('until')).else(row.ref('tries.until')).end(),
          };
        }),
      )
      .returning(['count', 'until']),
  ),
  removeTry: statement<{ lookup: string; until: string }>()((value) =>
    db
      .updateTable('tries')
      .set((row) => ({ count: row('count', '-', row.lit(1)) }))
      .where('lookup', '=', value('lookup'))
      .where('until', '=', value('until'))
      .returning('count'),
  ),
  forgetNoTries: statement<{ lookup: string }>()((value) =>
    db
      .deleteFrom('tries')
      .where('lookup', '=', value('lookup'))
      .where((row) => row('count', '=', row.lit(0))),
  ),
  forgetTries: statement<{ lookup: string }>()((value) =>
    db.deleteFrom('tries').where('lookup', '=', value('lookup')),
  ),
});

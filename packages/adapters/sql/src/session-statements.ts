import type { Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

interface Advance {
  readonly id: string;
  readonly before: number;
  readonly serial: number;
  readonly until: string;
}

export type SessionStatements = ReturnType<typeof sessionStatements>;

export const sessionStatements = (db: Builder) => ({
  session: statement<{ id: string }>()((value) =>
    db.selectFrom('session').selectAll().where('id', '=', value('id')),
  ),
  forgetSessions: statement<{ now: string }>()((value) =>
    db.deleteFrom('session').where('until', '<=', value('now')),
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

  tries: statement<{ lookup: string; now: string }>()((value) =>
    db
      .selectFrom('tries')
      .selectAll()
      .where('lookup', '=', value('lookup'))
      .where('until', '>', value('now')),
  ),
  forgetTries: statement<{ now: string }>()((value) =>
    db.deleteFrom('tries').where('until', '<=', value('now')),
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
  removeTry: statement<{ lookup: string }>()((value) =>
    db
      .updateTable('tries')
      .set((row) => ({ count: row('count', '-', row.lit(1)) }))
      .where('lookup', '=', value('lookup'))
      .returning('count'),
  ),
  forgetNoTries: statement<{ lookup: string }>()((value) =>
    db
      .deleteFrom('tries')
      .where('lookup', '=', value('lookup'))
      .where((row) => row('count', '=', row.lit(0))),
  ),
});

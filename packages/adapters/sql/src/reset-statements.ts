import type { Over } from './forgotten.ts';
import { idsIn } from './id-list.ts';
import type { Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

export type ResetStatements = ReturnType<typeof resetStatements>;

export const resetStatements = (db: Builder, passesOver: boolean) => ({
  reset: statement<{ id: string }>()((value) =>
    db.selectFrom('password_reset').selectAll().where('id', '=', value('id')),
  ),
  resetByToken: statement<{ hash: string }>()((value) =>
    db.selectFrom('password_reset').selectAll().where('hash', '=', value('hash')),
  ),
  addReset: statement<Row<'password_reset'>>()((value) =>
    db.insertInto('password_reset').values({
      id: value('id'),
      user_id: value('user_id'),
      generation: value('generation'),
      hash: value('hash'),
      until: value('until'),
    }),
  ),
  resetsOver: statement<Over>()((value) =>
    db
      .selectFrom('password_reset')
      .select('id')
      .where('until', '<=', value('now'))
      .orderBy('until')
      .limit(value('limit'))
      .$if(passesOver, (left) => left.forUpdate().skipLocked()),
  ),
  forgetResetMessages: statement<{ resets: string }>()((value) =>
    db.deleteFrom('outbox').where('reset_id', 'in', idsIn(db, value('resets'))),
  ),
  forgetResets: statement<{ resets: string }>()((value) =>
    db.deleteFrom('password_reset').where('id', 'in', idsIn(db, value('resets'))),
  ),
});

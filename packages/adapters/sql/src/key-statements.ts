import type { Row } from './rows.ts';
import { type Builder, statement } from './statement.ts';

export type KeyStatements = ReturnType<typeof keyStatements>;

export const keyStatements = (db: Builder) => {
  /** A key that goes on, beyond a time at which it is to end. */
  const going = (id: string, end: string) =>
    db
      .updateTable('api_key')
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .where((key) => key.or([key('expires_at', 'is', null), key('expires_at', '>=', end)]))
      .returning('id');

  return {
    key: statement<{ id: string }>()((value) =>
      db.selectFrom('api_key').selectAll().where('id', '=', value('id')),
    ),
    keys: statement<{ account: string; after: string; limit: number }>()((value) =>
      db
        .selectFrom('api_key')
        .selectAll()
        .where('account_id', '=', value('account'))
        .where('id', '>', value('after'))
        .orderBy('id')
        .limit(value('limit')),
    ),
    addKey: statement<Row<'api_key'>>()((value) =>
      db.insertInto('api_key').values({
        id: value('id'),
        lineage: value('lineage'),
        account_id: value('account_id'),
        hash: value('hash'),
        power: value('power'),
        created_at: value('created_at'),
        expires_at: value('expires_at'),
        revoked_at: value('revoked_at'),
        last_used_at: value('last_used_at'),
      }),
    ),
    revokeKey: statement<{ id: string; at: string }>()((value) =>
      going(value('id'), value('at')).set({ revoked_at: value('at') }),
    ),
    expireKey: statement<{ id: string; at: string }>()((value) =>
      going(value('id'), value('at')).set({ expires_at: value('at') }),
    ),
    noteKeyUse: statement<{ id: string; at: string }>()((value) =>
      db
        .updateTable('api_key')
        .set({ last_used_at: value('at') })
        .where('id', '=', value('id'))
        .where((key) =>
          key.or([key('last_used_at', 'is', null), key('last_used_at', '<', value('at'))]),
        ),
    ),
  };
};

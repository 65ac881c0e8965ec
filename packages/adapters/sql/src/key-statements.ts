import { onPath } from './on-path.ts';
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
    // One row for each account of its lineage, from the root down.
    keyWithLineage: statement<{ id: string }>()((value) =>
      onPath(db)
        .innerJoin('api_key', 'api_key.account_id', 'last.id')
        .where('api_key.id', '=', value('id'))
        .selectAll('up')
        .select([
          'api_key.id as key_id',
          'api_key.lineage',
          'api_key.account_id',
          'api_key.hash',
          'api_key.power',
          'api_key.created_at as key_created_at',
          'api_key.expires_at',
          'api_key.revoked_at',
          'api_key.last_used_at',
        ])
        .orderBy('up.depth'),
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

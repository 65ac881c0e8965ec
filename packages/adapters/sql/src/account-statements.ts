import { type AccountKind, accountKinds } from '@tenantry/domain';
import { sql } from 'kysely';
import { onPath } from './on-path.ts';
import type { AccountRow, MembershipRow, PathRange } from './rows.ts';
import { type Builder, listStatement, type Place, statement } from './statement.ts';

interface Page extends PathRange {
  readonly after: string;
  readonly limit: number;
}

/** Under each kind that is asked for its own name, under the others no kind's. */
interface NameAsked extends PathRange, Readonly<Record<AccountKind, string>> {
  readonly name: string;
  readonly limit: number;
}

/** A status, and the version before it. */
interface StatusAt extends Pick<AccountRow, 'id' | 'status' | 'version' | 'updated_at'> {
  readonly before: number;
}

/** A node after a correction, and the version before it. */
interface Corrected
  extends Pick<
    AccountRow,
    | 'id'
    | 'kind'
    | 'name'
    | 'name_key'
    | 'default_role'
    | 'may_have_sub_accounts'
    | 'version'
    | 'updated_at'
  > {
  readonly before: number;
}

export type AccountStatements = ReturnType<typeof accountStatements>;

export const accountStatements = (db: Builder) => {
  const accounts = db.selectFrom('account').selectAll('account');
  const subtree = (value: Place<Page>) =>
    accounts
      .where('path', '>=', value('from'))
      .where('path', '<', value('to'))
      .where('path', '>', value('after'))
      .orderBy('path')
      .limit(value('limit'));

  const lineage = onPath(db).selectAll('up').orderBy('up.depth');

  return {
    byId: statement<{ id: string }>()((value) => accounts.where('id', '=', value('id'))),
    byNumber: statement<{ number: number }>()((value) =>
      accounts.where('number', '=', value('number')),
    ),
    byAddress: statement<{ address: string }>()((value) =>
      accounts.where('address', '=', value('address')),
    ),

    lineage: statement<{ id: string }>()((value) => lineage.where('last.id', '=', value('id'))),
    lineageByNumber: statement<{ number: number }>()((value) =>
      lineage.where('last.number', '=', value('number')),
    ),

    statuses: listStatement<{ id: string }>()((rows) =>
      db
        .selectFrom('account')
        .select(['id', 'status'])
        .where(
          'id',
          'in',
          rows.map(({ id }) => id),
        ),
    ),

    children: statement<{ parent: string; after: string; limit: number }>()((value) =>
      accounts
        .where('parent_id', '=', value('parent'))
        .where('id', '>', value('after'))
        .orderBy('id')
        .limit(value('limit')),
    ),

    subtree: statement<Page>()((value) => subtree(value)),
    subtreeOfKind: statement<Page & { readonly kind: string }>()((value) =>
      subtree(value).where('kind', '=', value('kind')),
    ),

    named: statement<NameAsked>()((value) =>
      accounts
        .where('name_key', '=', value('name'))
        .where('path', '>=', value('from'))
        .where('path', '<', value('to'))
        .where(
          'kind',
          'in',
          accountKinds.map((kind) => value(kind)),
        )
        .orderBy('number')
        .limit(value('limit')),
    ),

    masters: statement()(() => accounts.where('parent_id', 'is', null).orderBy('id')),

    saveStatus: statement<StatusAt>()((value) =>
      db
        .updateTable('account')
        .set({
          status: value('status'),
          version: value('version'),
          updated_at: value('updated_at'),
        })
        .where('id', '=', value('id'))
        .where('version', '=', value('before'))
        .returning('id'),
    ),
    // Of the rest, each kind has its own that can be corrected.
    correctNode: statement<Corrected>()((value) =>
      db
        .updateTable('account')
        .set((row) => ({
          name: value('name'),
          name_key: value('name_key'),
          default_role: row
            .case()
            .when('kind', '=', sql.lit('master'))
            .then(value('default_role'))
            .else(row.ref('default_role'))
            .end(),
          may_have_sub_accounts: row
            .case()
            .when('kind', '=', sql.lit('registered'))
            .then(value('may_have_sub_accounts'))
            .else(row.ref('may_have_sub_accounts'))
            .end(),
          version: value('version'),
          updated_at: value('updated_at'),
        }))
        .where('id', '=', value('id'))
        .where('kind', '=', value('kind'))
        .where('version', '=', value('before'))
        .returning('parent_id'),
    ),
    addAccount: statement<AccountRow>()((value) =>
      db
        .insertInto('account')
        .values({
          id: value('id'),
          address: value('address'),
          kind: value('kind'),
          parent_id: value('parent_id'),
          path: value('path'),
          depth: value('depth'),
          name: value('name'),
          name_key: value('name_key'),
          sibling_key: value('sibling_key'),
          status: value('status'),
          default_role: value('default_role'),
          may_have_sub_accounts: value('may_have_sub_accounts'),
          version: value('version'),
          created_at: value('created_at'),
          updated_at: value('updated_at'),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('number'),
    ),

    members: statement<{ id: string }>()((value) =>
      db
        .selectFrom('membership')
        .selectAll()
        .where('account_id', '=', value('id'))
        .orderBy('number'),
    ),
    addMembers: listStatement<MembershipRow>()((rows) =>
      db.insertInto('membership').values(rows).returning(['id', 'number']),
    ),
  };
};

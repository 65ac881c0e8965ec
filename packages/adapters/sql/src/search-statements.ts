import {
  type AccountKind,
  type AccountStatus,
  accountKinds,
  accountStatuses,
} from '@tenantry/domain';
import type { PathRange } from './rows.ts';
import { type Builder, listStatement, type Place, statement } from './statement.ts';

/** Under each kind and status that will do its own name, under the others none's. */
export type Fitting = Readonly<Record<AccountKind | AccountStatus, string>>;

interface Page extends PathRange {
  readonly after: string;
  readonly limit: number;
}

interface Asked extends Page, Fitting {}

interface Referred extends Asked {
  /** Name and value of a reference as they are compared. */
  readonly key: string;
}

/** Of the accounts that are asked for those of one kind and status. */
interface Part extends Page {
  readonly kind: string;
  readonly status: string;
}

export type SearchStatements = ReturnType<typeof searchStatements>;

export const searchStatements = (db: Builder) => {
  const kinds = (value: Place<Fitting>) => accountKinds.map((kind) => value(kind));
  const statuses = (value: Place<Fitting>) => accountStatuses.map((status) => value(status));
  const within = (value: Place<PathRange>) =>
    db
      .selectFrom('account')
      .where('account.path', '>=', value('from'))
      .where('account.path', '<', value('to'));

  // Materialized, so that nothing but their paths leads to them.
  const few = (value: Place<Asked>) =>
    db
      .with(
        (name) => name('few').materialized(),
        () => within(value).selectAll('account'),
      )
      .selectFrom('few')
      .selectAll('few')
      .where('few.id', '>', value('after'))
      .where('few.kind', 'in', kinds(value))
      .where('few.status', 'in', statuses(value))
      .orderBy('few.id')
      .limit(value('limit'));

  const part = (value: Part) =>
    db
      .selectFrom(
        within((name) => value[name])
          .select('account.id')
          .where('account.kind', '=', value.kind)
          .where('account.status', '=', value.status)
          .where('account.id', '>', value.after)
          .orderBy('account.id')
          .limit(value.limit)
          .as('part'),
      )
      .select('part.id');

  return {
    /** How many accounts there are in a range of paths; no further than is asked. */
    countSome: statement<PathRange & { readonly most: number }>()((value) =>
      db
        .selectFrom(
          within(value)
            .select('account.path')
            .orderBy('account.path')
            .limit(value('most'))
            .as('some'),
        )
        .select((row) => row.fn.countAll().as('total')),
    ),

    searchFew: statement<Asked>()((value) => few(value)),
    searchFewReferred: statement<Referred>()((value) =>
      few(value).where((account) =>
        account.exists(
          db
            .selectFrom('external_reference')
            .select('external_reference.position')
            .whereRef('external_reference.account_id', '=', account.ref('few.id'))
            .where('external_reference.search_key', '=', value('key')),
        ),
      ),
    ),

    // Each part comes out of one index in the order of its ids, and no more of it than may be wanted.
    searchMany: listStatement<Part>()(([first, ...others]) => {
      if (first === undefined) throw new TypeError('a search for accounts of no kind');
      return db
        .selectFrom('account')
        .selectAll('account')
        .where(
          'account.id',
          'in',
          others.reduce((all, other) => all.unionAll(part(other)), part(first)),
        )
        .orderBy('account.id')
        .limit(first.limit);
    }),
    searchManyReferred: statement<Referred>()((value) =>
      within(value)
        .innerJoin('external_reference', 'external_reference.account_id', 'account.id')
        .selectAll('account')
        .where('external_reference.search_key', '=', value('key'))
        .where('external_reference.account_id', '>', value('after'))
        .where('account.kind', 'in', kinds(value))
        .where('account.status', 'in', statuses(value))
        .orderBy('external_reference.account_id')
        .limit(value('limit')),
    ),
  };
};

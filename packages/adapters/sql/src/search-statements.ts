import {
  type AccountKind,
  type AccountStatus,
  accountKinds,
  accountStatuses,
} from '@tenantry/domain';
import type { Expression } from 'kysely';
import type { PathRange } from './rows.ts';
import { type Builder, listStatement, type Place, statement } from './statement.ts';

/** Under each kind and status that will do its own name, under the others none's. */
export type Fitting = Readonly<Record<AccountKind | AccountStatus, string>>;

interface Page extends PathRange {
  readonly after: string;
  readonly limit: number;
}

interface Asked extends Page, Fitting {}

/** Of the accounts that are asked for those of one kind and status. */
interface Part extends Page {
  readonly kind: string;
  readonly status: string;
}

interface Referred {
  /** Name and value of a reference as they are compared. */
  readonly key: string;
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

  const referred = (value: Place<Referred & { readonly after: string }>) =>
    db
      .selectFrom('external_reference')
      .select('external_reference.account_id')
      .where('external_reference.search_key', '=', value('key'))
      .where('external_reference.account_id', '>', value('after'));
  const referenceOf = (id: Expression<string>, key: string) =>
    db
      .selectFrom('external_reference')
      .select('external_reference.position')
      .where('external_reference.account_id', '=', id)
      .where('external_reference.search_key', '=', key);

  // Materialized, so that nothing but what makes them few leads to them.
  const few = (list: ReturnType<typeof within>, value: Place<Asked>) =>
    db
      .with(
        (name) => name('few').materialized(),
        () => list.selectAll('account'),
      )
      .selectFrom('few')
      .selectAll('few')
      .where('few.path', '>=', value('from'))
      .where('few.path', '<', value('to'))
      .where('few.id', '>', value('after'))
      .where('few.kind', 'in', kinds(value))
      .where('few.status', 'in', statuses(value))
      .orderBy('few.id')
      .limit(value('limit'));

  // Out of one index in the order of their ids, and no more of them than may be wanted.
  const part = (value: Part) =>
    within((name) => value[name])
      .select('account.id')
      .where('account.kind', '=', value.kind)
      .where('account.status', '=', value.status)
      .where('account.id', '>', value.after)
      .orderBy('account.id')
      .limit(value.limit);
  // Said of both, so that neither is gone through up to the account that came last.
  const partReferred = (value: Part & Referred) =>
    part(value).where((account) =>
      account.exists(
        referenceOf(account.ref('account.id'), value.key).where(
          'external_reference.account_id',
          '>',
          value.after,
        ),
      ),
    );
  // The first of all parts are known before the accounts themselves are looked for: else these might
  // be gone through from end to end to meet those that are found.
  const whole = (parts: readonly ReturnType<typeof part>[], limit: number) => {
    const [first, ...others] = parts.map((each) =>
      db.selectFrom(each.as('part')).select('part.id'),
    );
    if (first === undefined) throw new TypeError('a search for accounts of no kind');
    return db
      .with(
        (name) => name('few').materialized(),
        () =>
          others
            .reduce((all, other) => all.unionAll(other), first)
            .orderBy('id')
            .limit(limit),
      )
      .selectFrom('account')
      .selectAll('account')
      .where('account.id', 'in', (query) => query.selectFrom('few').select('few.id'))
      .orderBy('account.id');
  };

  return {
    /** How many accounts there are in a range of paths; no more are counted than is said. */
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
    /** The same of the accounts after one that have a reference. */
    countSomeReferred: statement<Referred & { readonly after: string; readonly most: number }>()(
      (value) =>
        db
          .selectFrom(referred(value).orderBy('account_id').limit(value('most')).as('some'))
          .select((row) => row.fn.countAll().as('total')),
    ),

    searchFew: statement<Asked>()((value) => few(within(value), value)),
    searchFewReferred: statement<Asked & Referred>()((value) =>
      few(within(value), value).where((account) =>
        account.exists(referenceOf(account.ref('few.id'), value('key'))),
      ),
    ),
    searchReferred: statement<Asked & Referred>()((value) =>
      few(db.selectFrom('account').where('account.id', 'in', referred(value)), value),
    ),

    searchMany: listStatement<Part>()((parts) => whole(parts.map(part), parts[0]?.limit ?? 0)),
    searchManyReferred: listStatement<Part & Referred>()((parts) =>
      whole(parts.map(partReferred), parts[0]?.limit ?? 0),
    ),
  };
};

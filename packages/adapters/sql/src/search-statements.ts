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

/** As many accounts, and hardly fewer, tell whose most of all are. */
const spreadOver = 64;

export type SearchStatements = ReturnType<typeof searchStatements>;

export const searchStatements = (db: Builder) => {
  const kinds = (value: Place<Fitting>) => accountKinds.map((kind) => value(kind));
  const statuses = (value: Place<Fitting>) => accountStatuses.map((status) => value(status));

  const referred = (value: Place<Referred & { readonly after: string }>) =>
    db
      .selectFrom('external_reference')
      .where('external_reference.search_key', '=', value('key'))
      .where('external_reference.account_id', '>', value('after'));
  const referenceOf = (id: Expression<string>, key: string) =>
    db
      .selectFrom('external_reference')
      .select('external_reference.position')
      .where('external_reference.account_id', '=', id)
      .where('external_reference.search_key', '=', key);

  // Out of one index in the order of their ids, and no more of them than may be wanted.
  const part = (value: Part) =>
    db
      .selectFrom('account')
      .select('account.id')
      .where('account.path', '>=', value.from)
      .where('account.path', '<', value.to)
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
  const merged = (parts: readonly ReturnType<typeof part>[], limit: number) => {
    const [first, ...others] = parts.map((each) =>
      db.selectFrom(each.as('part')).select('part.id'),
    );
    if (first === undefined) throw new TypeError('a search for accounts of no kind');
    return others
      .reduce((all, other) => all.unionAll(other), first)
      .orderBy('id')
      .limit(limit);
  };

  // Walked from end to end: materialized with what the index on paths has, so that no other leads.
  const below = (value: Place<Asked>) =>
    db
      .with(
        (name) => name('some').materialized(),
        () =>
          db
            .selectFrom('account')
            .select(['account.id', 'account.kind', 'account.status'])
            .where('account.path', '>=', value('from'))
            .where('account.path', '<', value('to')),
      )
      .selectFrom('some')
      .select('some.id')
      .where('some.id', '>', value('after'))
      .where('some.kind', 'in', kinds(value))
      .where('some.status', 'in', statuses(value))
      .orderBy('some.id')
      .limit(value('limit'));

  // The ids are known before the accounts themselves are looked for: else these might be gone through
  // from end to end to meet those that are found.
  const whole = (ids: Expression<{ readonly id: string }>) =>
    db
      .with(
        (name) => name('few').materialized(),
        () => ids,
      )
      .selectFrom('account')
      .selectAll('account')
      .where('account.id', 'in', (query) => query.selectFrom('few').select('few.id'))
      .orderBy('account.id');

  return {
    /** The paths of some accounts, spread evenly over all there are. */
    spread: statement()(() =>
      db
        .withRecursive('spread(number, step)', (spread) =>
          spread
            .selectFrom('account')
            .select((row) => {
              const highest = row.fn.max<number>('number');
              const step = row(row(highest, '/', row.lit(spreadOver)), '+', row.lit(1));
              return [highest.as('number'), step.as('step')];
            })
            .unionAll(
              spread
                .selectFrom('spread')
                .select((row) => [row('number', '-', row.ref('step')).as('number'), 'step'])
                .whereRef('number', '>', 'step'),
            ),
        )
        .selectFrom('spread')
        .innerJoin('account', 'account.number', 'spread.number')
        .select('account.path'),
    ),
    /** How many accounts after one have a reference; no more are counted than is said. */
    countReferred: statement<Referred & { readonly after: string; readonly most: number }>()(
      (value) =>
        db
          .selectFrom(
            referred(value)
              .select('external_reference.account_id')
              .orderBy('external_reference.account_id')
              .limit(value('most'))
              .as('some'),
          )
          .select((row) => row.fn.countAll().as('total')),
    ),

    // A value that is asked of each: what is joined, or stands in an EXISTS, may be read whole. Only
    // its id leads to an account.
    searchReferred: statement<Asked & Referred>()((value) =>
      whole(
        referred(value)
          .select('external_reference.account_id as id')
          .where(
            (reference) =>
              reference
                .selectFrom('account')
                .select((account) =>
                  account
                    .case()
                    .when(
                      account.and([
                        account('account.path', '>=', value('from')),
                        account('account.path', '<', value('to')),
                        account('account.kind', 'in', kinds(value)),
                        account('account.status', 'in', statuses(value)),
                      ]),
                    )
                    .then(account.lit(1))
                    .end()
                    .as('fits'),
                )
                .whereRef('account.id', '=', 'external_reference.account_id'),
            'is not',
            null,
          )
          .orderBy('external_reference.account_id')
          .limit(value('limit')),
      ),
    ),
    searchBelow: statement<Asked>()((value) => whole(below(value))),
    searchBelowReferred: statement<Asked & Referred>()((value) =>
      whole(
        below(value).where(
          (account) => referenceOf(account.ref('some.id'), value('key')),
          'is not',
          null,
        ),
      ),
    ),
    searchAll: listStatement<Part>()((parts) =>
      whole(merged(parts.map(part), parts[0]?.limit ?? 0)),
    ),
    searchAllReferred: listStatement<Part & Referred>()((parts) =>
      whole(merged(parts.map(partReferred), parts[0]?.limit ?? 0)),
    ),
  };
};

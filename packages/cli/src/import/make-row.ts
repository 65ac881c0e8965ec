import {
  type Account,
  type AccountId,
  type Application,
  depthOf,
  type Failure,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { distinctIssues } from '../said/distinct-issues.ts';
import { given } from '../said/given.ts';
import { claimsOf } from './claims.ts';
import { issuesOfFailure, type RowIssue } from './failure-issues.ts';
import { inTurn } from './in-turn.ts';
import type { RowKind } from './kinds.ts';
import { type ParentFound, parents } from './parents.ts';
import { isForLater, type Pause, patiently } from './patience.ts';
import { type Plan, type Planned, plannedBeneath } from './plan.ts';
import { rehearse } from './rehearse.ts';
import type { Row } from './row.ts';
import { attemptOf, keptSeconds } from './row-key.ts';
import { ways } from './ways.ts';

/** What became of a row. */
export type Outcome =
  | { readonly status: 'made' | 'exists'; readonly id: AccountId }
  | { readonly status: 'planned' }
  | { readonly status: 'refused'; readonly issues: readonly RowIssue[] }
  /** It cannot be told just now, and could not be for a while. */
  | { readonly status: 'unknown' };

export interface Making {
  readonly app: Application;
  readonly context: RetryableContext;
  readonly plan: Plan;
  /** How deep the tree may be; asked for where a dry run needs it. */
  readonly deepest: () => Promise<number>;
  readonly pause: Pause;
}

/** What a row knows of those around it. */
interface Others {
  /** Settles once all rows before it have. */
  readonly before: Promise<unknown>;
  /** Once all rows before it have looked for their parents: none of them may find this one. */
  readonly looked: Promise<unknown>;
  /** Called once this one has. */
  readonly hasLooked: () => void;
}

/** Makes rows; each is handed what settles once all rows before it have. */
export const rowMaker = ({ app, context, plan, deepest, pause }: Making) => {
  const known = parents(app, context, plan);
  const isDry = context.dryRun === true;

  const refused = (row: Row, issues: readonly RowIssue[]): Outcome => ({
    status: 'refused',
    issues: issues.map((one) => ({ ...one, path: row.placeOf(placeOf(row, one.path)) })),
  });

  const failed = (row: Row, failure: Failure): Outcome =>
    isForLater(failure) ? { status: 'unknown' } : refused(row, issuesOfFailure(failure));

  /** Everything that can be found wrong with a row that is not made for these reasons. */
  const faulty = async (row: Row, issues: readonly RowIssue[]): Promise<Outcome> => {
    const { kind, command } = row;
    if (kind === undefined || row.isUnread) return refused(row, issues);
    const checked = await patiently(() => ways[kind].check(app, command, context), pause);
    if (!checked.ok && isForLater(checked.error)) return { status: 'unknown' };
    const more = checked.ok ? [] : issuesOfFailure(checked.error);
    return refused(row, distinctIssues([...issues, ...more]));
  };

  const parentOf = async (row: Row, others: Others): Promise<Result<ParentFound, Failure>> => {
    const found = await patiently(() => known.find(row.parent), pause);
    others.hasLooked();
    if (!found.ok || found.value !== undefined) return found;
    // It may be one of the rows before, which are under way.
    await others.before;
    return { ok: true, value: known.findBefore(row) };
  };

  /** The account that was made under a row's key before. */
  const earlier = async (row: Row): Promise<Result<Account | undefined, Failure>> => {
    const idempotencyKey = attemptOf(row.key);
    const made = await patiently(() => app.accounts.made({ idempotencyKey }, context), pause);
    return made.ok || made.error.kind !== 'AccountNotFound' ? made : { ok: true, value: undefined };
  };

  const plannedRow = async (
    row: Row,
    kind: RowKind,
    above: Planned,
    before: Promise<unknown>,
  ): Promise<Outcome> => {
    const { command, status } = row;
    const planned = plannedBeneath(above, kind, command, await deepest());
    if ('path' in planned) return faulty(row, issuesOfFailure(planned));
    const within = { ...context, imported: status };
    const rehearsed = await patiently(() => rehearse(app, kind, command, within), pause);
    return rehearsed.ok ? noted(row, planned, before) : failed(row, rehearsed.error);
  };

  /** Of two rows that want the same, the first has it. */
  const noted = async (row: Row, planned: Planned, before: Promise<unknown>): Promise<Outcome> => {
    await before;
    if (plan.underKey(row.key) !== undefined) return repeated(row, planned);
    const refusal = plan.refusal(row);
    if (refusal !== undefined) return failed(row, refusal);
    if (plan.isFull()) return refused(row, [tooManyPlanned]);
    plan.note(row, planned);
    return { status: 'planned' };
  };

  /** A row whose key is that of one before it, which would have been made by then. */
  const repeated = (row: Row, { kind }: Planned): Outcome =>
    plan.underKey(row.key)?.kind === kind && (kind === 'registered' || plan.isRepeated(row))
      ? { status: 'planned' }
      : failed(row, { kind: 'IdempotencyKeyReused' });

  const made = async (row: Row, kind: RowKind, others: Others): Promise<Outcome> => {
    // There are two ways to make a registered account, and a key of each would be another attempt.
    if (kind === 'registered') {
      const old = await earlier(row);
      if (!old.ok) return failed(row, old.error);
      if (old.value?.kind === kind) return exists(row, old.value.id);
    }
    const parent = await parentOf(row, others);
    if (!parent.ok) return failed(row, parent.error);
    if (parent.value === undefined)
      return faulty(row, issuesOfFailure({ kind: 'ParentNotFound', path: ['parent'] }));
    if ('planned' in parent.value) {
      // What is there already has a parent that is.
      const old = await earlier(row);
      if (!old.ok) return failed(row, old.error);
      if (old.value !== undefined) return failed(row, { kind: 'IdempotencyKeyReused' });
      return plannedRow(row, kind, parent.value.planned, others.before);
    }
    const command = { ...row.command, ...given({ parent: parent.value.ref }) };
    const attempt = {
      ...context,
      idempotencyKey: attemptOf(row.key),
      keepSeconds: keptSeconds,
      comparesKey: true,
      namesAccount: true,
      imported: row.status,
    };
    await others.looked;
    const done = await patiently(() => ways[kind].create(app, command, attempt), pause);
    if (!done.ok) return failed(row, done.error);
    const { id, mayHaveSubAccounts } = done.value;
    if (done.replayed === true) return exists(row, id);
    if (isDry)
      return noted(row, { kind, mayHaveSubAccounts, depth: depthOf(done.value) }, others.before);
    known.note(row, id);
    return { status: 'made', id };
  };

  const exists = (row: Row, id: AccountId): Outcome => {
    known.note(row, id);
    return { status: 'exists', id };
  };

  const inTurnOf = inTurn();
  let looked: Promise<unknown> = Promise.resolve();
  return async (row: Row, before: Promise<unknown>): Promise<Outcome> => {
    const { kind } = row;
    if (kind === undefined || row.issues.length > 0) return faulty(row, row.issues);
    const { promise, resolve: hasLooked } = Promise.withResolvers<void>();
    const others = { before, looked, hasLooked };
    looked = Promise.all([looked, promise]);
    // Which of two rows has what both want is known once the first has settled.
    const wanted = [`key\n${row.key}`, ...claimsOf(row).map(({ text }) => text)];
    return inTurnOf(wanted, () => made(row, kind, others)).finally(hasLooked);
  };
};

const tooManyPlanned: RowIssue = {
  path: [],
  code: 'tooLong',
  message: 'comes after more rows than a dry run can remember: try the rest in a file of its own',
};

/** A parent's place is where the row speaks of it. */
const placeOf = (row: Row, path: RowIssue['path']): RowIssue['path'] =>
  path.length === 1 && path[0] === 'parent' && row.parent !== undefined && 'parentKey' in row.parent
    ? ['parentKey']
    : path;

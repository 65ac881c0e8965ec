import {
  type Account,
  type AccountId,
  type Application,
  depthOf,
  type Failure,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { given } from '../said/given.ts';
import { issuesOfFailure, type RowIssue } from './failure-issues.ts';
import { type ParentFound, parents } from './parents.ts';
import { type Pause, patiently } from './patience.ts';
import { type Plan, type Planned, plannedBeneath } from './plan.ts';
import type { Row } from './row.ts';
import { attemptOf, keptSeconds } from './row-key.ts';
import { ways } from './ways.ts';

/** What became of a row. */
export type Outcome =
  | { readonly status: 'made' | 'exists'; readonly id: AccountId }
  | { readonly status: 'planned' }
  | { readonly status: 'refused'; readonly issues: readonly RowIssue[] }
  /** The store cannot be reached, and could not be for a while. */
  | { readonly status: 'unknown' };

export interface Making {
  readonly app: Application;
  readonly context: RetryableContext;
  readonly plan: Plan;
  /** How deep the tree may be; asked for in a dry run alone. */
  readonly deepest: () => Promise<number>;
  readonly pause: Pause;
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
    failure.kind === 'Unavailable' ? { status: 'unknown' } : refused(row, issuesOfFailure(failure));

  /** Everything that can be found wrong with a row that is not made for these reasons. */
  const faulty = async (row: Row, issues: readonly RowIssue[]): Promise<Outcome> => {
    const { kind, command } = row;
    if (kind === undefined || row.isUnread) return refused(row, issues);
    const checked = await patiently(() => ways[kind].check(app, command, context), pause);
    if (!checked.ok && checked.error.kind === 'Unavailable') return { status: 'unknown' };
    const more = checked.ok ? [] : issuesOfFailure(checked.error);
    return refused(row, distinct([...issues, ...more]));
  };

  const parentOf = async (
    row: Row,
    before: Promise<unknown>,
  ): Promise<Result<ParentFound, Failure>> => {
    const found = await patiently(() => known.find(row.parent), pause);
    if (!found.ok || found.value !== undefined) return found;
    // It may be one of the rows before, which are under way.
    await before;
    return patiently(() => known.find(row.parent), pause);
  };

  /** The account that was made under a row's key before. */
  const earlier = async (row: Row): Promise<Result<Account | undefined, Failure>> => {
    const idempotencyKey = attemptOf(row.key);
    const made = await patiently(() => app.accounts.made({ idempotencyKey }, context), pause);
    return made.ok || made.error.kind !== 'AccountNotFound' ? made : { ok: true, value: undefined };
  };

  const plannedRow = async (
    row: Row,
    above: Planned,
    before: Promise<unknown>,
  ): Promise<Outcome> => {
    const { kind, command } = row;
    if (kind === undefined) return faulty(row, row.issues);
    const planned = plannedBeneath(above, kind, command, await deepest());
    if ('path' in planned) return faulty(row, issuesOfFailure(planned));
    const checked = await faulty(row, []);
    if (checked.status !== 'refused' || checked.issues.length > 0) return checked;
    return noted(row, planned, before);
  };

  /** Of two rows that want the same, the first has it. */
  const noted = async (row: Row, planned: Planned, before: Promise<unknown>): Promise<Outcome> => {
    await before;
    const refusal = plan.refusal(row);
    if (refusal !== undefined) return failed(row, refusal);
    plan.note(row, planned);
    return { status: 'planned' };
  };

  return async (row: Row, before: Promise<unknown>): Promise<Outcome> => {
    const { kind } = row;
    if (kind === undefined || row.issues.length > 0) return faulty(row, row.issues);
    const old = await earlier(row);
    if (!old.ok) return failed(row, old.error);
    if (old.value !== undefined && old.value.kind !== kind)
      return failed(row, { kind: 'IdempotencyKeyReused' });
    // There are two ways to make a registered account, and a key of each would be another attempt.
    if (old.value !== undefined && (isDry || kind === 'registered')) {
      known.note(row, old.value.id);
      return { status: 'exists', id: old.value.id };
    }
    const parent = await parentOf(row, before);
    if (!parent.ok) return failed(row, parent.error);
    if (parent.value === undefined)
      return faulty(row, issuesOfFailure({ kind: 'ParentNotFound', path: ['parent'] }));
    if ('planned' in parent.value) return plannedRow(row, parent.value.planned, before);
    const command = { ...row.command, ...given({ parent: parent.value.ref }) };
    const attempt = { ...context, idempotencyKey: attemptOf(row.key), keepSeconds: keptSeconds };
    const made = await patiently(() => ways[kind].create(app, command, attempt), pause);
    if (!made.ok) return failed(row, made.error);
    const { id, mayHaveSubAccounts } = made.value;
    if (isDry) return noted(row, { kind, mayHaveSubAccounts, depth: depthOf(made.value) }, before);
    known.note(row, id);
    return { status: made.replayed === true ? 'exists' : 'made', id };
  };
};

/** A parent's place is where the row speaks of it. */
const placeOf = (row: Row, path: RowIssue['path']): RowIssue['path'] =>
  path.length === 1 && path[0] === 'parent' && row.parent !== undefined && 'parentKey' in row.parent
    ? ['parentKey']
    : path;

/** The same fault found twice, in the writing and in what is said, is named once. */
const distinct = (issues: readonly RowIssue[]): readonly RowIssue[] => [
  ...new Map(issues.map((one) => [JSON.stringify([one.path, one.code]), one])).values(),
];

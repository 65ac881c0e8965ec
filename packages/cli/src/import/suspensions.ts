import type { AccountId, Application, RetryableContext } from '@tenantry/domain';
import type { RowIssue } from './failure-issues.ts';
import { issuesOfFailure } from './failure-issues.ts';
import { type Pause, patiently } from './patience.ts';
import type { Row } from './row.ts';
import { keptSeconds, suspensionOf } from './row-key.ts';

/** An account that is to be suspended once all are made. */
export interface Suspension {
  readonly id: AccountId;
  /** As `Row` has them. */
  readonly key: string;
  readonly row: Row['row'];
}

export interface Suspending {
  readonly app: Application;
  readonly context: RetryableContext;
  readonly pause: Pause;
  /** Told of each that is refused. */
  readonly tell: (row: number, issues: readonly RowIssue[]) => void;
  readonly isOver: () => boolean;
}

/**
 * Suspends accounts, each once under its row's key: one that has been reactivated since stays so when
 * the same rows come again. Answers how many are left, where it was stopped or the store is away.
 */
export const suspendAll = async (
  suspensions: readonly Suspension[],
  { app, context, pause, tell, isOver }: Suspending,
): Promise<{ readonly left: number; readonly isAway: boolean }> => {
  let left = suspensions.length;
  for (const { id, key, row } of suspensions) {
    if (isOver()) return { left, isAway: false };
    const attempt = { ...context, idempotencyKey: suspensionOf(key), keepSeconds: keptSeconds };
    const done = await patiently(() => app.accounts.suspend({ account: id }, attempt), pause);
    if (!done.ok && done.error.kind === 'Unavailable') return { left, isAway: true };
    if (!done.ok) tell(row, issuesOfFailure(done.error));
    left--;
  }
  return { left, isAway: false };
};

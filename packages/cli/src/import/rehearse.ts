import {
  type Account,
  type Application,
  type Failure,
  ok,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import type { RowKind } from './kinds.ts';
import type { Row } from './row.ts';
import { ways } from './ways.ts';

/**
 * Rehearses a row whose parent is no more than planned: beneath the account that is acted for, which
 * may parent whatever one beneath it may. What is in use beneath that one alone is in nobody's way.
 */
export const rehearse = async (
  app: Application,
  kind: RowKind,
  command: Row['command'],
  context: RetryableContext,
): Promise<Result<Account | undefined, Failure>> => {
  // Two parents that are both named must be one: nothing stored tells what is planned.
  if (command['parentName'] !== undefined) {
    const checked = await ways[kind].check(app, command, context);
    return checked.ok ? ok(undefined) : checked;
  }
  const { idempotencyKey: _, ...unnamed } = context;
  const made = await ways[kind].create(app, command, unnamed);
  return made.ok ? made : elsewhere(kind, made.error);
};

function elsewhere(kind: RowKind, failure: Failure): Result<undefined, Failure> {
  if (failure.kind === 'NameTaken' || failure.kind === 'ReferenceTaken') {
    const [first, ...also] = [failure, ...(failure.also ?? [])]
      .filter((taken) => !isAmongSiblings(kind, taken.kind))
      .map((taken) => ({ kind: taken.kind, path: taken.path }));
    return first === undefined ? ok(undefined) : { ok: false, error: { ...first, also } };
  }
  return { ok: false, error: failure };
}

/** Names of partners, and references of customers, are the only ones beneath one parent. */
const isAmongSiblings = (kind: RowKind, taken: Failure['kind']): boolean =>
  taken === 'NameTaken' || (taken === 'ReferenceTaken' && kind === 'customer');

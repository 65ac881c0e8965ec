import { type Failure, type Lineage, lastOf, type RetryableContext } from '@tenantry/domain';
import { type Attempt, attempted, held } from './attempted.ts';
import type { Expected } from './expected.ts';
import type { Event, Model, Node } from './model.ts';
import { statusOf } from './tree.ts';

/** How an account of one kind is corrected: `T` is what is answered of it. */
interface Correction<T> extends Pick<Attempt<T>, 'use' | 'asked' | 'target'> {
  /** The version that it was made from, where one is said. */
  readonly version: number | undefined;
  readonly happened: Event['kind'];
  /** What is corrected; nothing, where the account is of another kind. */
  readonly partOf: (node: Node) => T | undefined;
  readonly corrected: (before: T) => T;
  /** What is asked before the version, and what after it. */
  readonly forbidden?: (lineage: Lineage) => Failure | undefined;
  readonly refusal?: (before: T, lineage: Lineage) => Failure | undefined;
  readonly keep: (node: Node, answered: T) => void;
}

/** What the corrections of all kinds of accounts have to answer, in the order in which it is asked. */
export const correctingAccount = <T extends object>(
  model: Model,
  context: RetryableContext,
  correction: Correction<T>,
): Expected<T> => {
  const { use, asked, target, version, happened } = correction;
  return attempted<T>(model, context, {
    use,
    asked,
    target,
    hold: held(model, context.caller, target, { kind: 'AccountNotFound' }),
    decide: (lineage) => {
      const account = lastOf(lineage);
      if (statusOf(model, account) === 'closed') return { kind: 'AccountClosed' };
      const node = model.nodes.find((other) => other.account.id === account.id);
      const before = node && correction.partOf(node);
      if (node === undefined || before === undefined) return { kind: 'AccountNotFound' };
      const forbidden = correction.forbidden?.(lineage);
      if (forbidden !== undefined) return forbidden;
      if (version !== undefined && version !== account.version)
        return { kind: 'VersionStale', current: account.version };
      return (
        correction.refusal?.(before, lineage) ?? {
          happened,
          value: () => correction.corrected(before),
          keep: (answered) => correction.keep(node, answered),
        }
      );
    },
    kept: (answer) => ({ answer }),
  });
};

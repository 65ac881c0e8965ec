import type { RetryableContext } from '../access/caller.ts';
import type { AccountClosed, AccountNotFound } from '../errors.ts';
import { type CannotCarryOut, carryOut, type UseCase } from '../idempotency/carry-out.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { AccountRef } from '../values/ids.ts';
import { type Account, effectiveStatusOf, type Lineage, lastOf } from './account.ts';
import type { CannotChange } from './change.ts';
import { eventOf, type NewEvent } from './event.ts';
import { holdForChange } from './hold-account.ts';

export type CannotCorrect = AccountNotFound | CannotChange | CannotCarryOut;

interface Correction<T, E> extends Pick<UseCase<void, T, E>, 'name' | 'command' | 'codec'> {
  readonly target: AccountRef;
  readonly event: NewEvent['kind'];
  /** Finds what is corrected, corrects it and stores it. */
  readonly correct: (unit: Unit, account: Account, lineage: Lineage) => Promise<Result<T, E>>;
}

/** What the corrections of all kinds of accounts have in common: one at a time, none once closed. */
export const correctAccount = <T, E>(
  ports: Ports,
  context: RetryableContext,
  { target, event: kind, correct, ...useCase }: Correction<T, E | AccountNotFound | AccountClosed>,
): Promise<Result<T, E | CannotCorrect>> => {
  const now = ports.clock.now();
  return carryOut<void, T, E | AccountNotFound | AccountClosed>(ports, context, {
    ...useCase,
    target,
    prepare: async () => ok(undefined),
    hold: (unit) => holdForChange(unit, context.caller, target),
    work: async (unit, _, lineage) => {
      if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
      const account = lastOf(lineage);
      const corrected = await correct(unit, account, lineage);
      if (!corrected.ok) return corrected;
      const event = { id: ports.ids.uuid(), kind, accountId: account.id, at: now };
      await unit.records.addEvent(eventOf(event, context));
      return corrected;
    },
  });
};

import { err, type Later, type Result } from '@tenantry/domain';
import type { Entered, HostRules } from './host-rules.ts';
import { Lost, NotBegun } from './host-savepoint.ts';

export const unavailable = err<Later<'Unavailable'>>({ kind: 'Unavailable', retryAfter: 1 });

/** How often a unit that others were in the way of is run. */
const mostTries = 5;

/** Runs a unit, a few times where others are in its way, and leaves the connection as it was. */
export const inEntered = <T, E>(
  rules: HostRules,
  entered: Entered,
  unit: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Later<'Unavailable'>>> =>
  between(entered, () => orLater(rules, () => again(rules, entered, unit)));

async function between<T>(entered: Entered, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (fault) {
    // The first fault is the one to tell.
    const { leave, lose = leave } = entered;
    await (fault instanceof Lost ? lose : leave)().catch(() => undefined);
    throw fault;
  }
  await entered.leave();
  return result;
}

/** Of a unit that was undone: its savepoint has kept the transaction of the host as it was. */
async function orLater<T, E>(
  { isUnavailable }: HostRules,
  unit: () => Promise<Result<T, E>>,
): Promise<Result<T, E | Later<'Unavailable'>>> {
  try {
    return await unit();
  } catch (fault) {
    if (fault instanceof Lost || fault instanceof NotBegun || !isUnavailable(fault)) throw fault;
    return unavailable;
  }
}

/** Where the transaction sees one moment alone, a unit would meet the same again. */
async function again<T>(
  { mayRunAgain }: HostRules,
  { seesOneMoment }: Entered,
  unit: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await unit();
    } catch (fault) {
      if (tries === mostTries || seesOneMoment === true || !mayRunAgain(fault)) throw fault;
    }
  }
}

import type { Persistence, Result, Unit, View } from '@tenantry/domain';
import { demand } from './expect.ts';
import type { Trial } from './law.ts';
import { turn } from './turn.ts';
import { commit, endingOf } from './unit.ts';

/** Whether a promise settles within some turns of the event loop: far more than any answer takes. */
export const settlesInTurns = async (promise: Promise<unknown>, most = 60): Promise<boolean> => {
  const state = watched(promise);
  for (let taken = 0; taken < most && !state.settled; taken++) await turn();
  return state.settled;
};

/**
 * Whether a promise settles while an idle store answers so many reads. The adapter's own pace is
 * the measure, and no clock: whoever waits for an open unit waits for ever.
 */
export const settlesSoon = async (
  promise: Promise<unknown>,
  { idle }: Pick<Trial, 'idle'>,
  reads = 2000,
): Promise<boolean> => {
  // Mostly that is all: an idle store may be costly to open.
  if (await settlesInTurns(promise)) return true;
  const state = watched(promise);
  const store = await idle();
  for (let read = 1; read <= reads && !state.settled; read++) {
    await store.read(({ records }) => records.installation());
    // Where reads answer without waiting, nothing else would get its turn.
    if (read % readsPerTurn === 0) await turn();
  }
  return state.settled;
};

const readsPerTurn = 10;

const watched = (promise: Promise<unknown>): { readonly settled: boolean } => {
  const state = { settled: false };
  const settle = (): void => {
    state.settled = true;
  };
  promise.then(settle, settle);
  return state;
};

/**
 * What units, or reads, that were begun at once answer in the end. A store in which they wait for
 * each other, or for something that is over, fails here instead of hanging.
 */
export const allEnd = async <T>(
  trial: Pick<Trial, 'idle'>,
  begun: readonly Promise<T>[],
): Promise<readonly T[]> => {
  const pending = new Set(begun);
  for (const each of begun) {
    const end = (): unknown => pending.delete(each);
    each.then(end, end);
  }
  while (pending.size > 0) {
    const ended = await settlesSoon(Promise.race(pending), trial, longest);
    demand(ended, 'what was begun at once does not come to an end: it waits for ever');
  }
  return Promise.all(begun);
};

/** Longer than any store needs to find out that units wait for each other. */
const longest = 10_000;

/**
 * Does something while a unit is open, and ends that as it is told: by its commit, unless another
 * ending is given. The unit waits for it, which breaks its own duty to wait for nothing but itself,
 * and does so on purpose: there is no other way to hold a unit open.
 */
export const whileOpen = async (
  store: Persistence,
  work: (unit: Unit) => Promise<unknown>,
  meanwhile: () => Promise<void>,
  end?: () => Result<undefined, string>,
): Promise<void> => {
  const open = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const wait = async (unit: Unit): Promise<void> => {
    await work(unit);
    open.resolve();
    await over.promise;
  };
  const unit =
    end === undefined
      ? commit(store, wait)
      : endingOf(store.transact((handles) => wait(handles).then(end)));
  try {
    await Promise.race([open.promise, unit]);
    await meanwhile();
  } finally {
    over.resolve();
    await unit;
  }
};

/** Does something while a read is open: after its first questions, ahead of the others. */
export const whileReading = async (
  store: Persistence,
  first: (view: View) => Promise<unknown>,
  meanwhile: () => Promise<void>,
  then: (view: View) => Promise<void>,
): Promise<void> => {
  const open = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const read = store.read(async (view) => {
    await first(view);
    open.resolve();
    await over.promise;
    await then(view);
  });
  try {
    await Promise.race([open.promise, read]);
    await meanwhile();
  } catch (fault) {
    over.resolve();
    await read.catch(() => undefined);
    throw fault;
  }
  over.resolve();
  await read;
};

/** A read's answer, which it has to give while other units are open. */
export const readSoon = async <T>(
  trial: Trial,
  work: Parameters<typeof trial.store.read<T>>[0],
): Promise<T> => {
  const answer = trial.store.read(work);
  demand(await settlesSoon(answer, trial), 'a read waited for a unit that was open');
  return answer;
};

import {
  type Account,
  type AccountId,
  type Conflict,
  ok,
  type Persistence,
  type Result,
  type Unit,
} from '@tenantry/domain';
import { demand, same, show } from './expect.ts';
import type { Trial } from './law.ts';

type AnyConflict = Conflict<string>;

/** Runs a unit that has to commit, and hands back what its work answered. */
export const commit = async <T>(
  store: Persistence,
  work: (unit: Unit) => Promise<T>,
): Promise<T> => {
  const answer = await store.transact(async (unit) => ok(await work(unit)));
  if (!answer.ok) throw new Error(`a unit had to commit, and answered ${show(answer.error)}`);
  return answer.value;
};

/** What a repository stored. */
export const stored = <T>(answer: Result<T, AnyConflict>): T => {
  if (!answer.ok) throw new Error(`nothing was taken, yet the answer was ${show(answer.error)}`);
  return answer.value;
};

export const openMaster = ({ store, make }: Pick<Trial, 'store' | 'make'>): Promise<Account> =>
  commit(store, async ({ accounts }) => stored(await accounts.addMaster(make.master())));

/** Runs a unit whose work has to answer this conflict of a repository's, and nothing else. */
export const demandConflict = async (
  store: Persistence,
  expected: AnyConflict,
  work: (unit: Unit) => Promise<Result<unknown, AnyConflict>>,
): Promise<void> => {
  same(await store.transact(work), { ok: false, error: expected }, 'the conflict is another');
};

/** Of accounts that were refused nothing must be left. */
export const demandAbsent = (store: Persistence, ...ids: readonly AccountId[]): Promise<void> =>
  store.read(async ({ accounts }) => {
    for (const id of ids)
      same(await accounts.find('installation', id), undefined, 'an account that was refused');
  });

interface Ending {
  readonly after: string;
  readonly end: () => Result<undefined, 'declined'>;
}

/** Each way in which work can undo its unit. */
export const rollbacks: readonly Ending[] = [
  { after: 'work answered an error', end: () => ({ ok: false, error: 'declined' }) },
  {
    after: 'work threw',
    end: () => {
      throw new Error('on purpose');
    },
  },
];

/** Each way in which work can end its unit. */
export const endings: readonly Ending[] = [
  { after: 'its commit', end: () => ({ ok: true, value: undefined }) },
  ...rollbacks,
];

/** Of calls by name, those that answer instead of throwing, made one after another. */
export const answersOf = async (
  calls: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<readonly string[]> => {
  const answered: string[] = [];
  for (const [name, call] of Object.entries(calls))
    await call().then(
      () => answered.push(name),
      () => undefined,
    );
  return answered;
};

/** How a unit ended. */
export const endingOf = async (
  answer: ReturnType<Persistence['transact']>,
): Promise<'ok' | 'error' | 'thrown'> => {
  try {
    return (await answer).ok ? 'ok' : 'error';
  } catch {
    return 'thrown';
  }
};

/**
 * Whether a promise settles while an idle store answers so many reads. The adapter's own pace is
 * the measure, and no clock: whoever waits for an open unit waits for ever.
 */
export const settlesSoon = async (
  promise: Promise<unknown>,
  { idle }: Trial,
  reads = 2000,
): Promise<boolean> => {
  const store = await idle();
  const state = { settled: false };
  const settle = (): void => {
    state.settled = true;
  };
  promise.then(settle, settle);
  for (let read = 0; read < reads && !state.settled; read++)
    await store.read(({ records }) => records.installation());
  return state.settled;
};

/**
 * Does something while a unit is open. The unit waits for it, which breaks its own duty to wait
 * for nothing but itself, and does so on purpose: there is no other way to hold a unit open.
 */
export const whileOpen = async (
  store: Persistence,
  work: (unit: Unit) => Promise<unknown>,
  meanwhile: () => Promise<void>,
): Promise<void> => {
  const open = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const unit = commit(store, async (handles) => {
    await work(handles);
    open.resolve();
    await over.promise;
  });
  try {
    await Promise.race([open.promise, unit]);
    await meanwhile();
  } finally {
    over.resolve();
    await unit;
  }
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

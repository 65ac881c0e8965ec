import {
  type Account,
  type AccountId,
  type Conflict,
  ok,
  type Persistence,
  type Result,
  type Unit,
} from '@tenantry/domain';
import { same, show } from './expect.ts';
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

export interface Ending {
  readonly after: string;
  readonly isCommit: boolean;
  readonly end: () => Result<undefined, 'declined'>;
}

/** Each way in which work can undo its unit. */
export const rollbacks: readonly Ending[] = [
  {
    after: 'work answered an error',
    isCommit: false,
    end: () => ({ ok: false, error: 'declined' }),
  },
  {
    after: 'work threw',
    isCommit: false,
    end: () => {
      throw new Error('on purpose');
    },
  },
];

/** Each way in which work can end its unit. */
export const endings: readonly Ending[] = [
  { after: 'its commit', isCommit: true, end: () => ({ ok: true, value: undefined }) },
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

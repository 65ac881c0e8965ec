import { AsyncLocalStorage } from 'node:async_hooks';
import * as nodeFileSystem from 'node:fs/promises';
import {
  err,
  type Later,
  ok,
  type Persistence,
  type Result,
  StoreUnavailable,
  type Unit,
} from '@tenantry/domain';
import type { Scope } from './guard.ts';
import { takeLock } from './lock.ts';
import { ownPath } from './own-path.ts';
import { unitOf, viewOf } from './repositories.ts';
import { emptyState, type State } from './state.ts';
import { type FileSystem, stateFile } from './state-file.ts';
import { stateOf, textOf } from './state-text.ts';

/**
 * A store in one JSON file, which is made where there is none; for one process at a time. Every unit
 * writes the whole file: fit for some thousand accounts, and to be read.
 */
export const openJsonFile = async (
  file: string,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<Persistence> => {
  const path = ownPath(file);
  const release = takeLock(path);
  try {
    return await open(path, fileSystem, release);
  } catch (cause) {
    release();
    throw new Error(`${file} cannot be opened`, { cause });
  }
};

async function open(file: string, fs: FileSystem, release: () => void): Promise<Persistence> {
  const disk = stateFile(file, fs);
  const load = async (): Promise<State | undefined> => {
    const text = await disk.read();
    return text === undefined ? undefined : stateOf(text);
  };
  /** Undefined after a write that left in doubt what the file holds. */
  let committed = await load();
  /** Of all units alike: one that rolls back gives no number back. */
  const { given } = committed ?? emptyState();
  const running = new AsyncLocalStorage<Scope>();
  let lastUnit: Promise<unknown> = Promise.resolve();
  let closed = false;

  const demandOpen = (): void => {
    if (closed) throw new StoreUnavailable('this store has been closed');
  };

  const loadAgain = async (): Promise<State> => {
    const state = await load();
    if (state === undefined) throw new StoreUnavailable(`${file} is gone`);
    return state;
  };

  const keep = async (state: State): Promise<void> => {
    const text = textOf(state);
    // Asked first: what cannot be read again is not written.
    const next = stateOf(text);
    await disk.prepare(text);
    try {
      await disk.replace();
    } catch (fault) {
      committed = undefined;
      throw fault;
    }
    committed = next;
  };
  if (committed === undefined) await keep(emptyState());

  const runUnit = async <T, E>(work: Work<T, E>): Promise<Result<T, E | Later<'Unavailable'>>> => {
    const before = await orLater(async () => (committed ??= await loadAgain()));
    if (!before.ok) return before;
    const state = { ...structuredClone(before.value), given };
    const scope: Scope = { open: true, spent: false };
    const answer = await running
      .run(scope, async () => work(unitOf(state, scope)))
      .finally(() => {
        scope.open = false;
      });
    if (!answer.ok) return answer;
    if (scope.spent) throw new Error('work answered ok after a conflict or a fault');
    const kept = await orLater(() => keep(state));
    return kept.ok ? answer : kept;
  };

  return {
    transact: async (work) => {
      if (running.getStore()?.open === true)
        throw new Error('transact was called within a unit: it would wait for itself');
      demandOpen();
      const unit = lastUnit.then(() => runUnit(work));
      lastUnit = unit.catch(() => undefined);
      return unit;
    },

    read: async (work) => {
      demandOpen();
      const scope: Scope = { open: true, spent: false };
      try {
        return await work(viewOf(committed ?? (await loadAgain()), scope));
      } finally {
        scope.open = false;
      }
    },

    within: ({ dialect }) => {
      throw new TypeError(`a JSON file cannot join a transaction of a host (${dialect})`);
    },

    close: async () => {
      const wasOpen = !closed;
      closed = true;
      await lastUnit;
      if (wasOpen) release();
    },
  };
}

type Work<T, E> = (unit: Unit) => Promise<Result<T, E>>;

/** What passes is answered: nothing was done, or the file will tell. */
async function orLater<T>(doing: () => Promise<T>): Promise<Result<T, Later<'Unavailable'>>> {
  try {
    return ok(await doing());
  } catch (fault) {
    if (!(fault instanceof StoreUnavailable)) throw fault;
    return err({ kind: 'Unavailable', retryAfter: fault.retryAfter });
  }
}

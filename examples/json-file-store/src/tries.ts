import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { State } from './state.ts';
import { isOver, withoutSomeOver } from './windows.ts';

/** Windows in which tries are counted. */
export const tryReads = (state: State): AtOnce<Pick<AccessReads, 'findTries'>> => ({
  findTries: (lookup, now) => {
    const window = state.tries.find((row) => row.lookup === lookup && !isOver(row, now));
    return window === undefined ? undefined : { count: window.count, until: window.until };
  },
});

export const tryWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'addTry' | 'removeTry' | 'forgetTries'>> => ({
  addTry: (lookup, until, now) => {
    const window = state.tries.find((row) => row.lookup === lookup && !isOver(row, now));
    const counted =
      window === undefined ? { count: 1, until } : { ...window, count: window.count + 1 };
    const others = state.tries.filter((row) => row.lookup !== lookup);
    state.tries = [...withoutSomeOver(others, now), { ...counted, lookup }];
    return { count: counted.count, until: counted.until };
  },

  removeTry: (lookup, until) => {
    // A window in which nothing counts is none: the next try opens another.
    state.tries = state.tries.flatMap((row) => {
      if (row.lookup !== lookup || row.until.getTime() !== until.getTime()) return [row];
      return row.count > 1 ? [{ ...row, count: row.count - 1 }] : [];
    });
  },

  forgetTries: (lookup) => {
    state.tries = state.tries.filter((row) => row.lookup !== lookup);
  },
});

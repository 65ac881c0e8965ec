import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, existing, replace, type State } from './state.ts';

/** What counts until a time: sessions, and windows in which tries are counted. */
export const sessionReads = (
  state: State,
): AtOnce<Pick<AccessReads, 'findSession' | 'findTries'>> => ({
  findSession: (id) => state.sessions.find((session) => session.id === id),

  findTries: (lookup, now) => {
    const window = state.tries.find((row) => row.lookup === lookup && !isOver(row, now));
    return window === undefined ? undefined : { count: window.count, until: window.until };
  },
});

export const sessionWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'addSession' | 'advanceSession' | 'addTry' | 'removeTry'>> => ({
  addSession: (session, now) => {
    existing(state.memberships, session.membershipId);
    state.sessions = withoutSomeOver(state.sessions, now);
    add(state.sessions, session);
  },

  advanceSession: (session) => {
    const before = state.sessions.find(({ id }) => id === session.id);
    if (before?.serial !== session.serial - 1) return false;
    replace(state.sessions, session);
    return true;
  },

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
});

interface Lasting {
  readonly until: Date;
}

const isOver = ({ until }: Lasting, now: Date): boolean => until <= now;

/** Nobody who comes after a thousand others has to clear up after all of them. */
const mostForgotten = 100;

function withoutSomeOver<Row extends Lasting>(rows: readonly Row[], now: Date): Row[] {
  const forgotten = new Set(rows.filter((row) => isOver(row, now)).slice(0, mostForgotten));
  return rows.filter((row) => !forgotten.has(row));
}

import type { AccessReads, AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, existing, replace, type State } from './state.ts';
import { withoutSomeOver } from './windows.ts';

export const sessionReads = (state: State): AtOnce<Pick<AccessReads, 'findSession'>> => ({
  findSession: (id) => state.sessions.find((session) => session.id === id),
});

export const sessionWrites = (
  state: State,
): AtOnce<Pick<AccessWrites, 'addSession' | 'advanceSession' | 'endSession'>> => ({
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

  endSession: (id) => {
    state.sessions = state.sessions.filter((session) => session.id !== id);
  },
});

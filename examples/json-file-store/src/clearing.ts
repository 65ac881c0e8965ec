import type { AccessWrites } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { keepResets } from './resets.ts';
import type { State } from './state.ts';
import { withoutSomeOver } from './windows.ts';

/** What is over, of each kind. */
export const clearing = (state: State): AtOnce<Pick<AccessWrites, 'forgetOver'>> => ({
  forgetOver: (now, limit) => {
    const { sessions, resets, tries } = state;
    state.sessions = withoutSomeOver(sessions, now, limit);
    keepResets(state, withoutSomeOver(resets, now, limit));
    state.tries = withoutSomeOver(tries, now, limit);
    return {
      sessions: sessions.length - state.sessions.length,
      resets: resets.length - state.resets.length,
      tries: tries.length - state.tries.length,
    };
  },
});

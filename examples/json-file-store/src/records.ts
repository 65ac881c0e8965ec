import {
  err,
  isWithin,
  type KeptResult,
  ok,
  type RecordReads,
  type RecordWrites,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { existing, type State } from './state.ts';

export const recordReads = (state: State): AtOnce<RecordReads> => ({
  installation: () => state.installation,

  findResult: (lookups, now) =>
    lookups
      .map((lookup) =>
        state.results.find((kept) => kept.lookup === lookup && !hasLapsed(kept, now)),
      )
      .find((kept) => kept !== undefined),

  // Units run one after another, so positions are committed in their order.
  events: (reach, { after = 0, limit }) =>
    state.events
      .filter(({ position }) => position > after)
      .filter(({ accountId }) => isWithin(reach, existing(state.accounts, accountId)))
      .slice(0, limit),
});

export const recordWrites = (state: State): AtOnce<RecordWrites> => ({
  addInstallation: (installation) => {
    if (state.installation !== undefined) return err({ taken: 'Installation' });
    state.installation = installation;
    return ok(undefined);
  },

  setSecretCheck: (secretCheck) => {
    if (state.installation === undefined) throw new Error('there is no installation');
    state.installation = { ...state.installation, secretCheck };
  },

  setPolicy: (policy) => {
    if (state.installation === undefined) throw new Error('there is no installation');
    state.installation = { ...state.installation, policy };
  },

  // No other unit runs before this one has ended: nobody else holds anything.
  holdResult: () => true,

  addResult: (result, now) => {
    existing(state.accounts, result.accountId);
    const others = state.results.filter(({ lookup }) => lookup !== result.lookup);
    const before = state.results.find(({ lookup }) => lookup === result.lookup);
    if (before !== undefined && !hasLapsed(before, now)) return err({ taken: 'Result' });
    state.results = [...others, result];
    return ok(undefined);
  },

  forgetResults: (now, limit) => {
    const lapsed = new Set(state.results.filter((kept) => hasLapsed(kept, now)).slice(0, limit));
    state.results = state.results.filter((kept) => !lapsed.has(kept));
    return lapsed.size;
  },

  addEvent: (event) => {
    existing(state.accounts, event.accountId);
    state.events.push({ ...event, position: ++state.given.position });
  },
});

const hasLapsed = ({ lapsesAt }: KeptResult, now: Date): boolean => lapsesAt <= now;

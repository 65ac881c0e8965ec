import type { Persistence } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { adding, type BrokenAdapter, broken } from './altered.ts';

const replacesAnyCredential = (): Persistence =>
  adding((access) => ({
    replaceCredential: async (id, from, credential) => {
      const user = await access.findUser(id);
      return access.replaceCredential(id, user?.credential.generation ?? from, credential);
    },
  }));

const renewsAnySession = (): Persistence =>
  adding((access) => ({
    advanceSession: async (session) => {
      const before = await access.findSession(session.id);
      return access.advanceSession({ ...session, serial: (before?.serial ?? 0) + 1 });
    },
  }));

const keepsSessions = (): Persistence =>
  adding((access) => ({ addSession: (session) => access.addSession(session, new Date(0)) }));

const takesSessionsOfNobody = (): Persistence =>
  adding((access) => ({
    addSession: async (session, now) => {
      const found = await access.findMembership(session.membershipId);
      return found === undefined ? undefined : access.addSession(session, now);
    },
  }));

const lengthensWindows = (): Persistence =>
  adding((access) => ({
    addTry: async (lookup, until, now) => ({
      ...(await access.addTry(lookup, until, now)),
      until,
    }),
  }));

const keepsWindows = (): Persistence =>
  adding((access) => {
    const { addTry, findTries } = access;
    return {
      // Only those of its own lookup are looked at.
      addTry: async (lookup, until, now) =>
        addTry(lookup, until, (await findTries(lookup, now)) === undefined ? new Date(0) : now),
    };
  });

/** Twice as many as may be. */
const forgetsTooMany = (): Persistence =>
  adding((access) => ({
    addSession: async (session, now) => {
      const before = { ...session, id: `${session.id} before`, until: new Date(Date.UTC(2100, 0)) };
      await access.addSession(before, now);
      return access.addSession(session, now);
    },
  }));

const takesBackOfAnyWindow = (): Persistence =>
  adding((access) => ({
    removeTry: async (lookup) => {
      const open = await access.findTries(lookup, new Date(0));
      return open && access.removeTry(lookup, open.until);
    },
  }));

/** What stood when a unit was asked for is what it counts on, whatever was counted since. */
const countsOnWhatItSaw = (): Persistence => {
  const store = memoryPersistence();
  const counts = new Map<string, number>();
  const transact: Persistence['transact'] = (work) => {
    const seen = new Map(counts);
    return store.transact(({ access, ...unit }) =>
      work({
        ...unit,
        access: {
          ...access,
          addTry: async (lookup, until, now) => {
            const tries = await access.addTry(lookup, until, now);
            const count = (seen.get(lookup) ?? 0) + 1;
            counts.set(lookup, count);
            return { ...tries, count };
          },
        },
      }),
    );
  };
  return { ...store, transact };
};

const countsForGood = (): Persistence => {
  const counts = new Map<string, number>();
  return adding((access) => ({
    addTry: async (lookup, until, now) => {
      const tries = await access.addTry(lookup, until, now);
      const count = (counts.get(lookup) ?? 0) + 1;
      counts.set(lookup, count);
      return { ...tries, count };
    },
  }));
};

const forgetsToTakeBack = (): Persistence => adding(() => ({ removeTry: async () => undefined }));

/** Adapters that let somebody in, or keep somebody out, who should not be. */
export const brokenSignIn: readonly BrokenAdapter[] = [
  broken(
    'replaces any credential',
    replacesAnyCredential,
    'a credential of another generation is not replaced',
  ),
  broken(
    'renews any session',
    renewsAnySession,
    'a session comes back whole, and goes on one serial at a time',
  ),
  broken(
    'lets two renew one session',
    renewsAnySession,
    'of 20 who renew one session exactly one does',
  ),
  broken(
    'keeps sessions that are over',
    keepsSessions,
    'of 120 sessions that are over some are forgotten with each that begins',
  ),
  broken(
    'forgets more sessions at once than it may',
    forgetsTooMany,
    'of 120 sessions that are over some are forgotten with each that begins',
  ),
  broken(
    'takes a session of nobody',
    takesSessionsOfNobody,
    'a session of a member who does not exist is a fault, and spends the unit',
  ),
  broken(
    'lengthens a window with each try',
    lengthensWindows,
    'tries are counted under their lookup, until the first one’s window is over',
  ),
  broken(
    'keeps windows that are over',
    keepsWindows,
    'of 120 windows that are over some are forgotten with each try',
  ),
  broken(
    'counts on what it saw before it began',
    countsOnWhatItSaw,
    'no two of 20 who try at once are given one count',
  ),
  broken(
    'counts tries that were rolled back',
    countsForGood,
    'a try in a unit that was rolled back counts for nothing',
  ),
  broken(
    'takes no try back',
    forgetsToTakeBack,
    'a try that is taken back is none, and nobody has fewer than none',
  ),
  broken(
    'takes a try of any window back',
    takesBackOfAnyWindow,
    'a try of another window is not taken back',
  ),
];

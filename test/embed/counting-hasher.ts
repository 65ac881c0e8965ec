import { err, ok, type PasswordHasher } from '@tenantry/domain';

export interface CountingHasher extends PasswordHasher {
  /** How many verifications were asked for. */
  verifications(): number;
  /** What the next verifications come to, in the place of a verdict. */
  turn(to: 'verdict' | 'Busy' | 'fault'): void;
  /** Whether matches are remembered; they are not at first. */
  remember(): void;
  /** Keeps every verification from here on waiting until what it answers is called. */
  hold(): () => void;
}

/** Keeps the promises of the port but that of being slow, and counts. */
export const countingHasher = (): CountingHasher => {
  const passwords = new Map<string, string>();
  const matched = new Set<string>();
  let verifications = 0;
  let outcome: 'verdict' | 'Busy' | 'fault' = 'verdict';
  let remembers = false;
  let released = Promise.resolve();
  return {
    hash: async (password) => {
      const hash = `counted:${passwords.size}`;
      passwords.set(hash, password.reveal());
      return ok(hash);
    },
    verify: async (password, hash) => {
      verifications += 1;
      await released;
      if (outcome === 'fault') throw new Error('out of memory');
      if (outcome === 'Busy') return err({ kind: 'Busy', retryAfter: 1 });
      const matches = passwords.get(hash) === password;
      if (matches) matched.add(`${hash} ${password}`);
      return ok(matches);
    },
    remembers: (password, hash) => remembers && matched.has(`${hash} ${password}`),
    verifications: () => verifications,
    turn: (to) => {
      outcome = to;
    },
    remember: () => {
      remembers = true;
    },
    hold: () => {
      const held = Promise.withResolvers<void>();
      released = held.promise;
      return held.resolve;
    },
  };
};

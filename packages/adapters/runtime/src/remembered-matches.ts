import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';

export interface RememberedMatches {
  /** The password has just been found to match the hash. */
  add(password: string, hash: string): void;
  has(password: string, hash: string): boolean;
}

export interface MemoryLimits {
  /** How many are remembered; the oldest goes where one more comes. 10,000 by default. */
  readonly most?: number;
  /** Milliseconds by a clock that is never set back; the process's own by default. */
  readonly elapsed?: () => number;
}

const milliseconds = 60_000;

/**
 * Which passwords matched which hashes within the last minute. Neither is kept: only their HMAC
 * under a key that is made here and never leaves, so that what is in memory is of no use elsewhere.
 * Being asked for a match does not lengthen its minute; only another verification does.
 */
export const rememberedMatches = ({
  most = 10_000,
  elapsed = () => performance.now(),
}: MemoryLimits = {}): RememberedMatches => {
  // Most that is opened never checks a password, and this loads all of OpenSSL.
  let key: KeyObject | undefined;
  /** When each is over, the oldest first. */
  const matches = new Map<string, number>();

  // JSON, for it joins texts so that no two pairs are one, and keeps half characters apart.
  const markOf = (password: string, hash: string): string => {
    key ??= createSecretKey(randomBytes(32));
    return createHmac('sha256', key)
      .update(JSON.stringify([hash, password]))
      .digest('base64url');
  };

  const forget = (now: number): void => {
    for (const [mark, until] of matches) {
      if (until > now && matches.size <= most) return;
      matches.delete(mark);
    }
  };

  return {
    add: (password, hash) => {
      const now = elapsed();
      const mark = markOf(password, hash);
      matches.delete(mark);
      matches.set(mark, now + milliseconds);
      forget(now);
    },
    has: (password, hash) => {
      forget(elapsed());
      return matches.has(markOf(password, hash));
    },
  };
};

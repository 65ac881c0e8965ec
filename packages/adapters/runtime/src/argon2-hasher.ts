import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { PasswordHasher } from '@tenantry/domain';
import { boundedQueue, type QueueFigures } from './bounded-queue.ts';
import { rememberedMatches } from './remembered-matches.ts';

export interface HasherOptions {
  /** Hashes that run at once; the number of cores by default, and then never more than 4. */
  readonly concurrency?: number;
  /** Hashes that may wait for a place; 64 by default. */
  readonly queue?: number;
}

export interface BoundedHasher extends PasswordHasher {
  /** How the queue stands. */
  readonly figures: () => QueueFigures;
}

/** OWASP's minimum for argon2id, the library's default variant: 19 MiB, two passes, one lane. */
const own = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/**
 * What is verified where the stored text is none of ours, so that a sign-in costs the same. Its
 * password is not known to anybody, and its verdict is not looked at.
 */
const dummy =
  '$argon2id$v=19$m=19456,t=2,p=1$kWrv897h4iT0YqHgrH2siA$g9swMl48BBxnDwhVqmX9oA+2ZywspbxDosstFkOWP9U';

/** Slow on purpose: about this many a second on one core. */
const perSecond = 100;

/**
 * Hashes passwords with argon2id into PHC strings, through a bounded queue: each hash takes 19 MiB
 * and a core, and without a bound signing in would be the way to bring the process down.
 *
 * `verify` is false for a text that is not such a PHC string, and for one whose parameters are
 * weaker than ours or would cost much more (64 MiB, 10 passes, 4 lanes); it costs one verification
 * all the same. What it found to match `remembers` knows for a minute. Throws a RangeError for
 * options that are not whole numbers in their range.
 */
export const argon2Hasher = (options: HasherOptions = {}): BoundedHasher => {
  const { enqueue, figures } = boundedQueue({
    concurrency: options.concurrency ?? Math.min(4, availableParallelism()),
    queue: options.queue ?? 64,
    perSecond,
  });
  const remembered = rememberedMatches();
  return {
    hash: (password) => enqueue(() => withBytes(password.reveal(), (bytes) => hash(bytes, own))),
    verify: async (password, stored) => {
      const verified = await enqueue(() => {
        // Half a character would become U+FFFD in bytes, which a stored password may hold.
        const comparable = password.isWellFormed() && isOwn(stored);
        return withBytes(password, (bytes) => matches(bytes, comparable ? stored : undefined));
      });
      if (verified.ok && verified.value) remembered.add(password, stored);
      return verified;
    },
    remembers: (password, stored) => remembered.has(password, stored),
    figures,
  };
};

/** The bytes are wiped once the work is done; the text itself cannot be. */
async function withBytes<T>(text: string, work: (bytes: Uint8Array) => Promise<T>): Promise<T> {
  const bytes = new TextEncoder().encode(text);
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
}

async function matches(password: Uint8Array, stored: string | undefined): Promise<boolean> {
  if (stored !== undefined) return verify(stored, password);
  await verify(dummy, password);
  return false;
}

const longest = 256;

function isOwn(stored: string): boolean {
  if (stored.length > longest || !stored.startsWith('$argon2id$v=19$')) return false;
  try {
    const found = parseOptions(stored);
    return (
      within(found.memoryCost, own.memoryCost, 65_536) &&
      within(found.timeCost, own.timeCost, 10) &&
      within(found.parallelism, own.parallelism, 4) &&
      within(found.outputLen, own.outputLen, 64) &&
      within(found.saltLen, 16, 64)
    );
  } catch {
    // Not a PHC string: there is nothing else that this function throws for.
    return false;
  }
}

const within = (value: number, least: number, most: number): boolean =>
  value >= least && value <= most;

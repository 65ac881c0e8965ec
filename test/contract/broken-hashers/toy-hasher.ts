import { createHash, randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { err, ok, type PasswordHasher } from '@tenantry/domain';

/** How a toy does its work; each part can be done wrongly. */
export interface Toy {
  /** What of a password is looked at. */
  readonly seen: (password: string) => string;
  readonly salt: () => string;
  /** Turns of the event loop that a hash costs, and the most that one may demand. */
  readonly cost: number;
  readonly bound: number;
  /** What a text costs that is no hash of its own. */
  readonly costOfNone: number;
  /** Taken at once; one more is told to come later. */
  readonly most: number;
  readonly remembered: Set<string>;
  readonly markOf: (password: string, hash: string) => string;
  /** What a verdict is remembered for. */
  readonly isRemembered: (verdict: boolean) => boolean;
}

const sound = (): Toy => ({
  seen: (password) => JSON.stringify(password),
  salt: randomUUID,
  cost: 10,
  bound: 100,
  costOfNone: 10,
  most: 3,
  remembered: new Set(),
  markOf: (password, hash) => JSON.stringify([password, hash]),
  isRemembered: (verdict) => verdict,
});

/** A hasher that keeps every promise of the port, if only in play; or all but one of them. */
export const toyHasher = (wrong: Partial<Toy> = {}): PasswordHasher => {
  const toy = { ...sound(), ...wrong };
  let taken = 0;

  const queued = async <T>(work: () => Promise<T>) => {
    if (taken >= toy.most) return err({ kind: 'Busy', retryAfter: 1 } as const);
    taken++;
    try {
      return ok(await work());
    } finally {
      taken--;
    }
  };

  const made = (password: string, salt: string): string => {
    const digest = createHash('sha256').update(`${salt} ${toy.seen(password)}`);
    return `$toy$n=${toy.cost}$${salt}$${digest.digest('base64url')}`;
  };

  return {
    hash: (password) =>
      queued(async () => {
        await turns(toy.cost);
        return made(password.reveal(), toy.salt());
      }),
    verify: (password, hash) =>
      queued(async () => {
        const [, cost = '', salt = ''] = /^\$toy\$n=(\d+)\$([\w-]+)\$[\w-]{43}$/.exec(hash) ?? [];
        const isOwn = cost !== '' && Number(cost) <= toy.bound;
        await turns(isOwn ? Number(cost) : toy.costOfNone);
        const verdict = isOwn && made(password, salt) === hash;
        if (toy.isRemembered(verdict)) toy.remembered.add(toy.markOf(password, hash));
        return verdict;
      }),
    remembers: (password, hash) => toy.remembered.has(toy.markOf(password, hash)),
  };
};

export const turns = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at++) await turn();
};

import type { Caller } from '@tenantry/domain';

const windowMilliseconds = 60_000;

/** What is said where nothing limits: the most that an int32 holds. */
const unlimited = 2_147_483_647;

/** Past so many accounts within one window the others are no longer told apart. */
const mostAccounts = 10_000;

/** Counts one request of a caller, and answers the headers that tell it how it stands. */
export type Allowances = (caller: Pick<Caller, 'accountId'>) => Readonly<Record<string, string>>;

/**
 * Counts the requests of each acting account, in the memory of this process alone, by whole minutes
 * of the clock. Nothing is refused for them.
 */
export const allowances = (now: () => Date): Allowances => {
  const used = new Map<string, number>();
  let ends = Number.NEGATIVE_INFINITY;
  return ({ accountId = '' }) => {
    const at = now().getTime();
    const end = (Math.floor(at / windowMilliseconds) + 1) * windowMilliseconds;
    if (end !== ends) used.clear();
    ends = end;
    const count = (used.get(accountId) ?? 0) + 1;
    if (used.size < mostAccounts || used.has(accountId)) used.set(accountId, count);
    return {
      'X-RateLimit-Limit': String(unlimited),
      'X-RateLimit-Remaining': String(unlimited - count),
      'X-RateLimit-Reset': new Date(end).toISOString(),
    };
  };
};

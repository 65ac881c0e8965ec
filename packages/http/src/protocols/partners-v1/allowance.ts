import type { Caller } from '@tenantry/domain';
import type { Standing } from '../../limits/rate-limit.ts';

const windowMilliseconds = 60_000;

/** What is said where nothing limits: the most that an int32 holds. */
const unlimited = 2_147_483_647;

/** Past so many accounts within one window the others are no longer told apart. */
const mostAccounts = 10_000;

/**
 * The headers that tell a caller how it stands: towards a limit of policy's, or, where there is none,
 * by counting one request of its account.
 */
export type Allowances = (
  caller: Pick<Caller, 'accountId'>,
  standing: Standing | undefined,
) => Readonly<Record<string, string>>;

/**
 * Where nothing limits, the requests of each acting account are counted in the memory of this process
 * alone, by whole minutes of the clock, and nothing is refused for them.
 */
export const allowances = (now: () => Date): Allowances => {
  const used = new Map<string, number>();
  let ends = Number.NEGATIVE_INFINITY;
  return ({ accountId = '' }, standing) => {
    const at = now().getTime();
    if (standing !== undefined)
      return headersOf(standing.rate.limit, standing.remaining, at + standing.resets * 1000);
    const end = (Math.floor(at / windowMilliseconds) + 1) * windowMilliseconds;
    if (end !== ends) used.clear();
    ends = end;
    const count = (used.get(accountId) ?? 0) + 1;
    if (used.size < mostAccounts || used.has(accountId)) used.set(accountId, count);
    return headersOf(unlimited, unlimited - count, end);
  };
};

const headersOf = (limit: number, remaining: number, end: number) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': new Date(end).toISOString(),
});

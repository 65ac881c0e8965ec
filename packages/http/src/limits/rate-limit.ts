import type { Rate } from '@tenantry/domain';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';

/** How somebody stands towards a rate, the present request being counted. */
export interface Standing {
  /** Which limit this is. */
  readonly name: string;
  readonly rate: Rate;
  /** Requests that are left of the window. */
  readonly remaining: number;
  /** Seconds until it is over. */
  readonly resets: number;
  /** More was asked than may be. */
  readonly isOver: boolean;
}

/** How many are told apart at most; about 30 MB where each has asked just now. */
const mostKeys = 100_000;

interface Counter {
  readonly rate: Rate;
  readonly limiter: RateLimiterMemory;
  /** Those who are counted, who asked last standing last. */
  readonly known: Set<string>;
}

/**
 * Counts the requests of each key, in the memory of this process, by windows that begin with the
 * first of them. Past `most` keys the one that has been silent for longest is forgotten. With
 * another rate all is counted anew.
 */
export const rateLimit = (name: string, most = mostKeys) => {
  let counter: Counter | undefined;

  return async (key: string, rate: Rate): Promise<Standing> => {
    if (counter?.rate.limit !== rate.limit || counter.rate.window !== rate.window)
      counter = begin(rate);
    const { limiter, known } = counter;
    known.delete(key);
    known.add(key);
    if (known.size > most) await forgetOldest(counter);
    const { consumedPoints, msBeforeNext } = await limiter.penalty(key);
    return {
      name,
      rate,
      remaining: Math.max(0, rate.limit - consumedPoints),
      resets: Math.max(1, Math.ceil(msBeforeNext / 1000)),
      isOver: consumedPoints > rate.limit,
    };
  };
};

const begin = (rate: Rate): Counter => ({
  rate,
  limiter: new RateLimiterMemory({ points: rate.limit, duration: rate.window }),
  known: new Set(),
});

async function forgetOldest({ limiter, known }: Counter): Promise<void> {
  for (const oldest of known) {
    known.delete(oldest);
    await limiter.delete(oldest);
    return;
  }
}

/** The headers of draft-ietf-httpapi-ratelimit-headers that say how somebody stands. */
export const standingHeaders = (
  standings: readonly Standing[],
): Readonly<Record<string, string>> => {
  if (standings.length === 0) return {};
  const policies = standings.map(({ name, rate }) => `"${name}";q=${rate.limit};w=${rate.window}`);
  const left = standings.map(
    ({ name, remaining, resets }) => `"${name}";r=${remaining};t=${resets}`,
  );
  return { 'RateLimit-Policy': policies.join(', '), RateLimit: left.join(', ') };
};

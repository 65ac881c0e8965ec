import {
  type Application,
  type Caller,
  err,
  ok,
  type Policy,
  type Rate,
  type Result,
} from '@tenantry/domain';
import type { Refusal, TooManyRequests } from '../route.ts';
import { addressKey } from './address-key.ts';
import { rateLimit, type Standing, standingHeaders } from './rate-limit.ts';

type Asking = Pick<Application, 'requestLimits'>;
type Asked = Pick<Caller, 'accountId' | 'proof'>;

/** One request, as far as it is counted. */
export interface Visit {
  /** Why it goes no further. */
  readonly refused?: Refusal;
  /** Counts it for its caller, who may have asked too much. */
  readonly admit: (caller: Asked) => Promise<Result<undefined, TooManyRequests>>;
  /** Where it stands towards the limit that leaves it least, so far. */
  readonly standing: () => Standing | undefined;
  /** What its reply says of where the address and the caller stand. */
  readonly headers: () => Readonly<Record<string, string>>;
}

/** A request that nobody counts. */
export const uncounted: Visit = {
  admit: async () => ok(undefined),
  standing: () => undefined,
  headers: () => ({}),
};

/**
 * Counts requests for what policy lets addresses and callers ask of this process. Where policy
 * cannot be read it is what it was before; `failed` is told of what is no lack of a store.
 */
export const visits = (app: Asking, failed: (fault: unknown) => void) => {
  const limits = remembered(app, failed);
  const ofAddress = rateLimit('address');
  const ofCaller = rateLimit('caller');

  return async (address: string | undefined): Promise<Visit> => {
    const { perAddress, perCaller } = await limits();
    const standings: Standing[] = [];
    const counted = async (
      count: typeof ofCaller,
      key: string | undefined,
      rate: Rate | undefined,
    ): Promise<TooManyRequests | undefined> => {
      if (key === undefined || rate === undefined) return undefined;
      const standing = await count(key, rate);
      standings.push(standing);
      return standing.isOver ? { kind: 'TooManyRequests', retryAfter: standing.resets } : undefined;
    };

    const key = address === undefined ? undefined : addressKey(address);
    const refused = await counted(ofAddress, key, perAddress);
    return {
      ...(refused === undefined ? {} : { refused }),
      admit: async (caller) => {
        const over = await counted(ofCaller, callerKey(caller), perCaller);
        return over === undefined ? ok(undefined) : err(over);
      },
      standing: () => standings.toSorted(byLeast)[0],
      headers: () => standingHeaders(standings),
    };
  };
};

/** Who is at the end of several at once waits for the longest. */
const byLeast = (one: Standing, other: Standing): number =>
  one.remaining - other.remaining || other.resets - one.resets;

/**
 * All keys and people of an account are one caller: whoever may issue a key gets no further limit by
 * it.
 */
const callerKey = ({ accountId, proof }: Asked): string =>
  accountId ?? (proof.kind === 'operator' ? `operator ${proof.name}` : proof.kind);

/** Milliseconds for which what policy says is taken for what it still says. */
const lasting = 10_000;

/** Asked once within a while; nobody waits for the answer but those who come before the first. */
function remembered({ requestLimits }: Asking, failed: (fault: unknown) => void) {
  let known: Policy['requests'] = {};
  let asked = Number.NEGATIVE_INFINITY;
  let first: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    try {
      const found = await requestLimits();
      if (found.ok) known = found.value;
    } catch (fault) {
      failed(fault);
    }
  };

  return async (): Promise<Policy['requests']> => {
    const now = performance.now();
    if (now - asked >= lasting) {
      asked = now;
      const asking = ask();
      first ??= asking;
    }
    await first;
    return known;
  };
}

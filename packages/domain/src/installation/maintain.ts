import type { Context } from '../access/caller.ts';
import type { Later, NotPermitted } from '../errors.ts';
import type { Ports, Unit } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { later } from '../values/later.ts';
import { permitWhole } from './whole.ts';

/** How many of each were forgotten. */
export interface Maintained {
  readonly results: number;
  readonly sessions: number;
  readonly resets: number;
  readonly tries: number;
  readonly messages: number;
}

/** So few in one unit that nobody waits for it. */
const atOnce = 500;

/**
 * Forgets what is over: results kept under idempotency keys that have lapsed, sessions and password
 * resets that have ended, tries whose window is closed, and messages that ended as long ago as policy
 * keeps them. Accounts, people and their history stay for good. In many small units, each by itself:
 * it may be ended at any moment (`signal` is looked at between them) and run again, beside other
 * callers and beside itself. For an operator of the whole installation.
 */
export const maintain =
  (ports: Ports) =>
  async (
    _: object,
    { caller, signal }: Context,
  ): Promise<Result<Maintained, NotPermitted | Later<'Unavailable'>>> => {
    const permitted = permitWhole(caller);
    if (!permitted.ok) return permitted;
    const { retention } = await readPolicy(ports);
    const now = ports.clock.now();
    let all = none;
    for (const forget of [forgetOver(now), forgetMail(later(now, -retention.mail))])
      for (let isMore = true; isMore; ) {
        signal?.throwIfAborted();
        const forgotten = await ports.persistence.transact<Maintained, never>(async (unit) =>
          ok(await forget(unit)),
        );
        if (!forgotten.ok) return forgotten;
        all = sum(all, forgotten.value);
        isMore = Object.values(forgotten.value).some((count) => count >= atOnce);
      }
    return ok(all);
  };

const none: Maintained = { results: 0, sessions: 0, resets: 0, tries: 0, messages: 0 };

const forgetOver =
  (now: Date) =>
  async ({ access, records }: Unit): Promise<Maintained> => ({
    ...none,
    results: await records.forgetResults(now, atOnce),
    ...(await access.forgetOver(now, atOnce)),
  });

/** By itself: to pass over mail that is needed still takes long where there is much of it. */
const forgetMail =
  (before: Date) =>
  async ({ deliveries }: Unit): Promise<Maintained> => ({
    ...none,
    messages: await deliveries.forgetEnded(before, atOnce),
  });

const sum = (one: Maintained, other: Maintained): Maintained => ({
  results: one.results + other.results,
  sessions: one.sessions + other.sessions,
  resets: one.resets + other.resets,
  tries: one.tries + other.tries,
  messages: one.messages + other.messages,
});

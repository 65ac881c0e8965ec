import type { Context } from '../access/caller.ts';
import type { Later, NotPermitted } from '../errors.ts';
import type { EndedMail } from '../mail/delivery.ts';
import type { Ports, Unit } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { later } from '../values/later.ts';
import { permitWhole } from './permit-whole.ts';

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
    const steps = [forgetOver(now), forgetMail(later(now, -retention.mail))];
    for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
      signal?.throwIfAborted();
      const done = await ports.persistence.transact<Done, never>(doing(step));
      if (!done.ok) return done;
      all = sum(all, done.value.forgotten);
      if (done.value.next !== undefined) steps.unshift(done.value.next);
    }
    return ok(all);
  };

/** What one unit does. */
type Step = (unit: Unit) => Promise<Done>;

interface Done {
  readonly forgotten: Maintained;
  /** Absent where nothing is left to do of the kind. */
  readonly next?: Step;
}

const doing =
  (step: Step) =>
  async (unit: Unit): Promise<Result<Done, never>> =>
    ok(await step(unit));

const none: Maintained = { results: 0, sessions: 0, resets: 0, tries: 0, messages: 0 };

const forgetOver = (now: Date): Step => {
  const step: Step = async ({ access, records }) => {
    const results = await records.forgetResults(now, atOnce);
    const forgotten = { ...none, results, ...(await access.forgetOver(now, atOnce)) };
    const isMore = Object.values(forgotten).some((count) => count >= atOnce);
    return { forgotten, ...(isMore ? { next: step } : {}) };
  };
  return step;
};

/** Goes on behind what was looked at: most mail may have to stay. */
const forgetMail =
  (before: Date, after?: EndedMail): Step =>
  async ({ deliveries }) => {
    const page = { limit: atOnce, ...(after === undefined ? {} : { after }) };
    const { forgotten: messages, last } = await deliveries.forgetEnded(before, page);
    return {
      forgotten: { ...none, messages },
      ...(last === undefined ? {} : { next: forgetMail(before, last) }),
    };
  };

const sum = (one: Maintained, other: Maintained): Maintained => ({
  results: one.results + other.results,
  sessions: one.sessions + other.sessions,
  resets: one.resets + other.resets,
  tries: one.tries + other.tries,
  messages: one.messages + other.messages,
});

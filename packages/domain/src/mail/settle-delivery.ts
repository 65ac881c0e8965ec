import type { Clock, Ports, Unit } from '../ports.ts';
import { ok } from '../result.ts';
import { later } from '../values/later.ts';
import type { Delivery, Settlement } from './delivery.ts';

/** For how long a relay has a message to itself. */
export const leaseSeconds = 60;
/** With the patience of the relay between them, well within the lease. */
export const settleTries = 40;

/** Puts the message that is due first under a lease; none where none is, or no store. */
export async function claim({ persistence, clock }: Ports): Promise<Delivery | undefined> {
  const claimed = await persistence.transact(async (unit) => ok(await claimOne(unit, clock)));
  return claimed.ok ? claimed.value : undefined;
}

async function claimOne({ deliveries }: Unit, clock: Clock): Promise<Delivery | undefined> {
  const now = clock.now();
  const until = later(now, leaseSeconds);
  const [claimed] = await deliveries.claim({ now, until, limit: 1 });
  return claimed;
}

/**
 * One commit for both. Undefined where that falls through, for whatever reason: each is tried by
 * itself then, so that what cannot be claimed does not undo what was settled.
 */
export async function settleAndClaim(
  { persistence, clock }: Ports,
  settlement: Settlement,
): Promise<{ readonly next: Delivery | undefined } | undefined> {
  try {
    const both = await persistence.transact(async (unit) => {
      await unit.deliveries.settle(settlement);
      return ok({ next: await claimOne(unit, clock) });
    });
    return both.ok ? both.value : undefined;
  } catch {
    return undefined;
  }
}

/** What is not written down is done again after the lease: worth more than one try. */
export async function settle(
  { persistence, telemetry }: Ports,
  settlement: Settlement,
  tries: number,
  patience?: () => Promise<void>,
): Promise<void> {
  for (let left = tries; left > 0; left--) {
    const settled = await persistence.transact(async ({ deliveries }) =>
      ok(await deliveries.settle(settlement)),
    );
    if (settled.ok) return;
    await patience?.();
  }
  const { id, state } = settlement;
  telemetry?.log('warn', 'mail not settled', { delivery: id, state });
}

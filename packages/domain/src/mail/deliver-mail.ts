import type { Cancellation } from '../access/caller.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok } from '../result.ts';
import { later } from '../values/later.ts';
import { afterFailure, type Delivery, heldAway, heldSince, type Settlement } from './delivery.ts';
import { type DeliverySettings, writeLetter } from './write-letter.ts';

/** What one round did. Mail that is superseded, or held for a suspended account, is neither. */
export interface MailReport {
  readonly sent: number;
  readonly failed: number;
}

export interface RelaySettings extends DeliverySettings {
  /**
   * Ends when one message has been waited for long enough, and the next is sent beside it; and when a
   * store that was away may be asked again. Without it messages are sent one after another, however
   * long one takes.
   */
  readonly patience?: () => Promise<void>;
}

/** For how long a relay has a message to itself. */
export const leaseSeconds = 60;
/** With the patience of the settings between them, well within the lease. */
const settleTries = 40;
const mostUnderWay = 32;

/**
 * Delivers what is due until nothing is. Each message is claimed in one unit, sent outside any,
 * and settled in another; a relay that dies leaves its message to the next after the lease. One is
 * claimed at a time, so that none waits under a lease while another is being sent, and a relay that
 * dies has one at most that was sent and not settled. Those alone that try the patience of the
 * settings are left to themselves while the next is sent, and may come twice besides. `signal` stops
 * between two messages. Ends early, without an error, where the store is not available.
 */
export const deliverMail =
  (ports: Ports, settings: RelaySettings) =>
  async (signal?: Pick<Cancellation, 'aborted'>): Promise<MailReport> => {
    let sent = 0;
    let failed = 0;
    const deliver = async (delivery: Delivery): Promise<void> => {
      const settlement = await attempt(ports, settings, delivery);
      await settle(ports, settings, settlement);
      ports.telemetry?.count('deliveries', { state: settlement.state });
      if (settlement.state === 'sent') sent++;
      if (isFailure(delivery, settlement)) failed++;
    };
    const underWay = new Set<Promise<void>>();
    const faults: unknown[] = [];
    while (signal?.aborted !== true && faults.length === 0) {
      const delivery = underWay.size < mostUnderWay ? await claimed() : undefined;
      if (delivery === undefined && underWay.size === 0) break;
      const begun = delivery === undefined ? [...underWay] : [begin(deliver(delivery))];
      await Promise.race([
        ...begun,
        ...(settings.patience === undefined ? [] : [settings.patience()]),
      ]);
    }
    await Promise.all(underWay);
    if (faults.length > 0) throw faults[0];
    return { sent, failed };

    async function claimed(): Promise<Delivery | undefined> {
      try {
        return await claim(ports);
      } catch (fault) {
        // What is under way is waited for all the same.
        faults.push(fault);
        return undefined;
      }
    }

    function begin(delivering: Promise<void>): Promise<void> {
      const settled = delivering
        .catch((fault: unknown) => void faults.push(fault))
        .finally(() => underWay.delete(settled));
      underWay.add(settled);
      return settled;
    }
  };

const isFailure = ({ attempts }: Delivery, settlement: Settlement): boolean =>
  settlement.state === 'undeliverable' ||
  (settlement.state === 'retry' && settlement.attempts > attempts);

async function claim({ persistence, clock }: Ports): Promise<Delivery | undefined> {
  const now = clock.now();
  const until = later(now, leaseSeconds);
  const claimed = await persistence.transact(async ({ deliveries }) =>
    ok(await deliveries.claim({ now, until, limit: 1 })),
  );
  return claimed.ok ? claimed.value[0] : undefined;
}

/** What is not written down is done again after the lease: worth more than one try. */
async function settle(
  { persistence, telemetry }: Ports,
  { patience }: RelaySettings,
  settlement: Settlement,
): Promise<void> {
  for (let tries = 0; tries < settleTries; tries++) {
    const settled = await persistence.transact(async ({ deliveries }) =>
      ok(await deliveries.settle(settlement)),
    );
    if (settled.ok) return;
    await patience?.();
  }
  const { id, state } = settlement;
  telemetry?.log('warn', 'mail not settled', { delivery: id, state });
}

async function attempt(
  ports: Ports,
  settings: DeliverySettings,
  delivery: Delivery,
): Promise<Settlement> {
  const { id, fence, attempts } = delivery;
  let reason = 'a fault of this program, see its log';
  try {
    const letter = await writeLetter(ports, settings, delivery);
    if (letter === 'superseded') return { id, fence, state: letter };
    if ('heldSince' in letter) return heldSince(letter.heldSince, delivery, ports.clock.now());
    const outcome = await ports.mailer.send(letter);
    if (outcome.kind === 'sent') return { id, fence, state: 'sent' };
    ({ reason } = outcome);
    ports.telemetry?.log('warn', 'mail not sent', { delivery: id, reason });
    if (outcome.kind === 'refused')
      return { id, fence, state: 'undeliverable', attempts: attempts + 1, reason };
  } catch (fault) {
    // That the store is out of reach is no fault of the message.
    if (fault instanceof StoreUnavailable) return heldAway(delivery, ports.clock.now());
    // One message that cannot be written or sent must not keep the others.
    ports.telemetry?.log('error', 'mail not sent', { delivery: id, fault });
  }
  return { ...afterFailure(delivery, ports.clock.now()), reason };
}

import type { Cancellation } from '../access/caller.ts';
import type { Ports } from '../ports.ts';
import { attempt } from './attempt-delivery.ts';
import type { Delivery, Settlement } from './delivery.ts';
import { claim, settle, settleAndClaim, settleTries } from './settle-delivery.ts';
import type { DeliverySettings } from './write-letter.ts';

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

const mostUnderWay = 32;

/**
 * Delivers what is due until nothing is. Each message is claimed in a unit, sent outside any, and
 * settled in the unit that claims the next; a relay that dies leaves its message to the next after the
 * lease. One is claimed at a time, and not before the last was settled, so that none waits under a lease
 * while another is being sent, and a relay that dies has one at most that was sent and not settled.
 * Those alone that try the patience of the settings are left to themselves while the next is sent, and
 * may come twice besides. `signal` stops between two messages. Ends early, without an error, where the
 * store is not available.
 */
export const deliverMail =
  (ports: Ports, settings: RelaySettings) =>
  async (signal?: Pick<Cancellation, 'aborted'>): Promise<MailReport> => {
    let sent = 0;
    let failed = 0;
    const underWay = new Set<Promise<void>>();
    const faults: unknown[] = [];
    const goesOn = () => signal?.aborted !== true && faults.length === 0;
    let next: Delivery | undefined;
    while (next !== undefined || goesOn()) {
      const delivery =
        next ?? (underWay.size < mostUnderWay ? await told(claim(ports)) : undefined);
      next = undefined;
      if (delivery === undefined && underWay.size === 0) break;
      if (delivery === undefined) await Promise.race([...underWay, ...patience()]);
      else next = await told(deliver(delivery));
    }
    await Promise.all(underWay);
    if (faults.length > 0) throw faults[0];
    return { sent, failed };

    /** Answers the next, where it was claimed together with the settlement. */
    async function deliver(delivery: Delivery): Promise<Delivery | undefined> {
      const attempted = attempt(ports, settings, delivery);
      const inTime = await Promise.race([attempted, ...patience()]);
      let tries = settleTries;
      if (inTime !== undefined && goesOn()) {
        tries--;
        const both = await settleAndClaim(ports, inTime);
        if (both !== undefined) {
          note(delivery, inTime);
          return both.next;
        }
      }
      const settling = leave(settled(delivery, attempted, tries));
      if (inTime !== undefined) await Promise.race([settling, ...patience()]);
      return undefined;
    }

    async function settled(
      delivery: Delivery,
      attempted: Promise<Settlement>,
      tries: number,
    ): Promise<void> {
      const settlement = await attempted;
      await settle(ports, settlement, tries, settings.patience);
      note(delivery, settlement);
    }

    function note(delivery: Delivery, settlement: Settlement): void {
      ports.telemetry?.count('deliveries', { state: settlement.state });
      if (settlement.state === 'sent') sent++;
      if (isFailure(delivery, settlement)) failed++;
    }

    /** To itself: it is waited for at the end. */
    function leave(settling: Promise<void>): Promise<void> {
      const left = told(settling).finally(() => underWay.delete(left));
      underWay.add(left);
      return left;
    }

    /** What is under way is waited for all the same. */
    function told<T>(work: Promise<T>): Promise<T | undefined> {
      return work.catch((fault: unknown) => {
        faults.push(fault);
        return undefined;
      });
    }

    function patience(): readonly Promise<void>[] {
      return settings.patience === undefined ? [] : [settings.patience()];
    }
  };

const isFailure = ({ attempts }: Delivery, settlement: Settlement): boolean =>
  settlement.state === 'undeliverable' ||
  (settlement.state === 'retry' && settlement.attempts > attempts);

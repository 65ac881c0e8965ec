import { StoreUnavailable } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { afterFailure, type Delivery, heldAway, heldSince, type Settlement } from './delivery.ts';
import { type DeliverySettings, writeLetter } from './write-letter.ts';

/** Writes a claimed message and sends it, in no unit; answers what is to be written down of it. */
export async function attempt(
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

import type { Cancellation } from '../access/caller.ts';
import { invitationToken } from '../access/invitation-token.ts';
import { StoreUnavailable } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok } from '../result.ts';
import { effectiveStatusOf, lastOf } from '../tree/account.ts';
import { policyOf } from '../tree/read-policy.ts';
import { asciiAddress } from '../values/email-address.ts';
import { later } from '../values/later.ts';
import { afterFailure, type Delivery, heldBack, type Letter, type Settlement } from './delivery.ts';

export interface DeliverySettings {
  /**
   * Where this installation is reached, without a slash at its end; links begin with it, and with
   * nothing from a request.
   */
  readonly publicUrl: string;
}

/** What one round did. Mail that is superseded, or held for a suspended account, is neither. */
export interface MailReport {
  readonly sent: number;
  readonly failed: number;
}

/** For how long a relay has a message to itself. */
export const leaseSeconds = 60;
const settleTries = 3;

/**
 * Delivers what is due until nothing is. Each message is claimed in one unit, sent outside any,
 * and settled in another; a relay that dies leaves its message to the next after the lease. One is
 * claimed at a time, so that none waits under a lease while another is being sent. `signal` stops
 * between two messages. Ends early, without an error, where the store is not available.
 */
export const deliverMail =
  (ports: Ports, settings: DeliverySettings) =>
  async (signal?: Pick<Cancellation, 'aborted'>): Promise<MailReport> => {
    let sent = 0;
    let failed = 0;
    while (signal?.aborted !== true) {
      const delivery = await claim(ports);
      if (delivery === undefined) break;
      const settlement = await attempt(ports, settings, delivery);
      await settle(ports, settlement);
      ports.telemetry?.count('deliveries', { state: settlement.state });
      if (settlement.state === 'sent') sent++;
      if (isFailure(delivery, settlement)) failed++;
    }
    return { sent, failed };
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
async function settle({ persistence, telemetry }: Ports, settlement: Settlement): Promise<void> {
  for (let tries = 0; tries < settleTries; tries++) {
    const settled = await persistence.transact(async ({ deliveries }) =>
      ok(await deliveries.settle(settlement)),
    );
    if (settled.ok) return;
  }
  const { id, state } = settlement;
  telemetry?.log('warn', 'mail not settled', { delivery: id, state });
}

async function attempt(
  ports: Ports,
  settings: DeliverySettings,
  delivery: Delivery,
): Promise<Settlement> {
  const { id, fence } = delivery;
  try {
    const letter = await write(ports, settings, delivery);
    if (letter === 'superseded') return { id, fence, state: letter };
    if (letter === 'held') return heldBack(delivery, ports.clock.now());
    const outcome = await ports.mailer.send(letter);
    if (outcome.kind === 'sent') return { id, fence, state: 'sent' };
    ports.telemetry?.log('warn', 'mail not sent', { delivery: id, reason: outcome.reason });
    if (outcome.kind === 'refused') return { id, fence, state: 'undeliverable' };
  } catch (fault) {
    // That the store is out of reach is no fault of the message.
    if (fault instanceof StoreUnavailable) return heldBack(delivery, ports.clock.now());
    // One message that cannot be written or sent must not keep the others.
    ports.telemetry?.log('error', 'mail not sent', { delivery: id, fault });
  }
  return afterFailure(delivery, ports.clock.now());
}

/**
 * `superseded`: the message is owed no more, since the invitation was accepted, revoked, replaced,
 * or has run out, or its account is closed. `held`: the account is suspended for the time being.
 */
async function write(
  { persistence, secrets, clock }: Ports,
  { publicUrl }: DeliverySettings,
  { membershipId, generation, id }: Delivery,
): Promise<Letter | 'superseded' | 'held'> {
  const { found, policy } = await persistence.read(async ({ access, records }) => ({
    found: await access.findMembership(membershipId),
    policy: await policyOf(records),
  }));
  if (found?.membership.status !== 'invited') return 'superseded';
  const { invitation, email, name } = found.membership;
  if (invitation?.generation !== generation || invitation.until <= clock.now()) return 'superseded';
  const status = effectiveStatusOf(found.lineage);
  if (status !== 'active') return status === 'closed' ? 'superseded' : 'held';
  const token = invitationToken(secrets, { id: membershipId, generation, email }, invitation.hash);
  return {
    kind: 'invitation',
    id,
    to: { name, address: asciiAddress(email) },
    accountName: lastOf(found.lineage).name,
    brand: policy.brand,
    link: `${publicUrl}/invitations/${token}`,
    until: invitation.until,
  };
}

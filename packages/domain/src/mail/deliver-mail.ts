import type { Cancellation } from '../access/caller.ts';
import { invitationToken } from '../access/invitation-token.ts';
import { defaultPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { ok } from '../result.ts';
import { effectiveStatusOf, lastOf } from '../tree/account.ts';
import { asciiAddress } from '../values/email-address.ts';
import { afterFailure, type Delivery, heldBack, type Letter, type Settlement } from './delivery.ts';

export interface DeliverySettings {
  /** Where this installation is reached; links begin with it, and with nothing from a request. */
  readonly publicUrl: string;
}

export interface MailReport {
  readonly sent: number;
  readonly failed: number;
}

const leaseSeconds = 60;
const batch = 20;

/**
 * Delivers what is due, in batches, until nothing is. Each message is claimed in one unit, sent
 * outside any, and settled in another; a relay that dies leaves it to the next after the lease.
 * `signal` stops between two messages.
 */
export const deliverMail =
  (ports: Ports, settings: DeliverySettings) =>
  async (signal?: Pick<Cancellation, 'aborted'>): Promise<MailReport> => {
    let report: MailReport = { sent: 0, failed: 0 };
    for (;;) {
      const claimed = await claim(ports);
      if (claimed.length === 0) return report;
      for (const delivery of claimed) {
        if (signal?.aborted === true) return report;
        const settlement = await attempt(ports, settings, delivery);
        await settle(ports, settlement);
        report = {
          sent: report.sent + (settlement.state === 'sent' ? 1 : 0),
          failed:
            report.failed +
            (settlement.state === 'sent' || settlement.state === 'superseded' ? 0 : 1),
        };
      }
    }
  };

async function claim({ persistence, clock }: Ports): Promise<readonly Delivery[]> {
  const now = clock.now();
  const until = new Date(now.getTime() + leaseSeconds * 1000);
  const claimed = await persistence.transact(async ({ deliveries }) =>
    ok(await deliveries.claim({ now, until, limit: batch })),
  );
  return claimed.ok ? claimed.value : [];
}

async function settle({ persistence }: Ports, settlement: Settlement): Promise<void> {
  await persistence.transact(async ({ deliveries }) => ok(await deliveries.settle(settlement)));
}

async function attempt(
  ports: Ports,
  settings: DeliverySettings,
  delivery: Delivery,
): Promise<Settlement> {
  const { id, fence } = delivery;
  const letter = await write(ports, settings, delivery);
  if (letter === 'superseded') return { id, fence, state: letter };
  if (letter === 'held') return heldBack(delivery, ports.clock.now());
  const outcome = await ports.mailer.send(letter);
  if (outcome.kind === 'sent') return { id, fence, state: 'sent' };
  ports.telemetry?.log('warn', 'mail not sent', { delivery: id, reason: outcome.reason });
  return outcome.kind === 'refused'
    ? { id, fence, state: 'undeliverable' }
    : afterFailure(delivery, ports.clock.now());
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
  const [found, installation] = await persistence.read(async ({ access, records }) => [
    await access.findMembership(membershipId),
    await records.installation(),
  ]);
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
    brand: (installation?.policy ?? defaultPolicy).brand,
    link: `${publicUrl}/invitations/${token}`,
    until: invitation.until,
  };
}

import { linkToken } from '../access/link-token.ts';
import { openPlaceOf } from '../access/open-place.ts';
import type { User } from '../access/user.ts';
import type { Policy } from '../policy.ts';
import type { Ports, View } from '../ports.ts';
import { effectiveStatusOf, lastOf, suspendedSince } from '../tree/account.ts';
import { policyOf } from '../tree/read-policy.ts';
import { asciiAddress } from '../values/email-address.ts';
import type { Delivery, Letter } from './delivery.ts';

export interface DeliverySettings {
  /**
   * Where this installation is reached, without a slash at its end; links begin with it, and with
   * nothing from a request.
   */
  readonly publicUrl: string;
}

/**
 * `superseded`: the message is owed no more, since what it is about was used, replaced, revoked, or
 * has run out, or the account is closed. `heldSince`: the account is suspended for the time being.
 */
export type Unwritten = 'superseded' | { readonly heldSince: Date };

/** A message in the words that its mailer needs, as things stand now. */
export const writeLetter = (
  ports: Ports,
  settings: DeliverySettings,
  delivery: Delivery,
): Promise<Letter | Unwritten> =>
  ports.persistence.read(async (view) => {
    const policy = await policyOf(view.records);
    switch (delivery.kind) {
      case 'invitation':
        return writeInvitation(ports, settings, view, policy, delivery);
      case 'passwordReset':
        return writeReset(ports, settings, view, policy, delivery);
      case 'passwordChanged':
        return writeChange(settings, view, policy, delivery);
    }
  });

type Of<Kind extends Delivery['kind']> = Extract<Delivery, { kind: Kind }>;

async function writeInvitation(
  { secrets, clock }: Ports,
  { publicUrl }: DeliverySettings,
  { access }: View,
  { brand }: Policy,
  { kind, id, membershipId, generation }: Of<'invitation'>,
): Promise<Letter | Unwritten> {
  const found = await access.findMembership(membershipId);
  if (found?.membership.status !== 'invited') return 'superseded';
  const { invitation, email, name } = found.membership;
  if (invitation === undefined || found.membership.generation !== generation) return 'superseded';
  if (invitation.until <= clock.now()) return 'superseded';
  const status = effectiveStatusOf(found.lineage);
  if (status === 'closed') return 'superseded';
  if (status === 'suspended') return { heldSince: suspendedSince(found.lineage) };
  const subject = { id: membershipId, generation, email };
  const token = linkToken(secrets, 'invitation', subject, invitation.hash);
  return {
    kind,
    id,
    to: { name, address: asciiAddress(email) },
    accountName: lastOf(found.lineage).name,
    brand,
    link: `${publicUrl}/invitations/${token}`,
    until: invitation.until,
  };
}

async function writeReset(
  { secrets, clock }: Ports,
  { publicUrl }: DeliverySettings,
  { access }: View,
  { brand }: Policy,
  { kind, id, resetId, generation }: Of<'passwordReset'>,
): Promise<Letter | Unwritten> {
  const reset = await access.findReset(resetId);
  if (reset?.userId === undefined || reset.until <= clock.now()) return 'superseded';
  const user = await access.findUser(reset.userId);
  if (user?.credential.generation !== generation) return 'superseded';
  const to = await recipient(access, user);
  if (to === 'superseded' || 'heldSince' in to) return to;
  const subject = { id: resetId, generation, email: user.email };
  const token = linkToken(secrets, 'reset', subject, reset.hash);
  return {
    kind,
    id,
    to,
    brand,
    link: `${publicUrl}/password-reset/${token}`,
    until: reset.until,
  };
}

/** A later change says the same, and more. */
async function writeChange(
  { publicUrl }: DeliverySettings,
  { access }: View,
  { brand }: Policy,
  { kind, id, userId, generation }: Of<'passwordChanged'>,
): Promise<Letter | Unwritten> {
  const user = await access.findUser(userId);
  if (user?.credential.generation !== generation) return 'superseded';
  const to = await recipient(access, user);
  if (to === 'superseded' || 'heldSince' in to) return to;
  return { kind, id, to, brand, link: `${publicUrl}/password-reset` };
}

/** Under the name that the person has in the first place that is open. */
async function recipient(
  access: View['access'],
  { id, email }: User,
): Promise<Letter['to'] | Unwritten> {
  const place = await openPlaceOf(access, id);
  if (place === 'closed') return 'superseded';
  if ('suspendedSince' in place) return { heldSince: place.suspendedSince };
  return { name: place.membership.name, address: asciiAddress(email) };
}

import type { ImportedStatus } from '../access/caller.ts';
import { invite, invitedBy, type MadeInvitation, type NextLink } from '../access/first-access.ts';
import { type Membership, type NewMembership, userIdOf } from '../access/membership.ts';
import type { Policy } from '../policy.ts';
import { ok, type Result } from '../result.ts';
import type { Account, Lineage, NewAccount } from '../tree/account.ts';
import { type CannotChange, changed } from '../tree/change.ts';
import { type CannotOpen, openChild } from '../tree/open-child.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { AccountAddress, AccountId } from '../values/ids.ts';
import { type AccountName, PersonName, type UserName } from '../values/names.ts';
import type { PhoneNumber } from '../values/phone-number.ts';
import type { BillingId, Reference } from '../values/references.ts';
import type { RoleId } from '../values/role.ts';

/** The person to speak to; its membership holds name, e-mail, user name and role. */
export interface Contact {
  readonly firstName: PersonName;
  readonly lastName: PersonName;
  readonly phone: PhoneNumber;
}

/** What a partner is besides a node of the tree. */
export interface PartnerDetails {
  readonly reference: Reference;
  readonly billingId?: BillingId;
  /** The argon2id hash of the phrase as it is spoken; the phrase is never kept. */
  readonly phraseHash?: string;
  readonly contact: Contact;
}

/** Groups accounts: an organisation beneath a master account or another partner. */
export interface Partner extends PartnerDetails {
  readonly account: Account;
  readonly contactMember: Membership;
}

export interface NewPartner extends PartnerDetails {
  readonly account: NewAccount;
  readonly contactMember: NewMembership;
}

/** What is asked for when a partner is opened, parsed. */
export interface CreatePartner {
  readonly name: AccountName;
  readonly reference?: Reference;
  readonly billingId?: BillingId;
  readonly isActive: boolean;
  readonly contact: Contact & {
    readonly userName: UserName;
    readonly email: EmailAddress;
    readonly role: RoleId;
    readonly isActive: boolean;
    readonly sendWelcomeEmail: boolean;
  };
}

/** What has to come from outside: ids, hashes, and a reference for a partner without one. */
export interface MadeForPartner {
  readonly id: AccountId;
  readonly address: AccountAddress;
  readonly reference: Reference;
  readonly invitation: MadeInvitation;
  readonly phraseHash?: string;
}

/**
 * Opens a partner beneath the last account of the lineage. An inactive one is suspended from
 * birth. The contact is invited only if a welcome is wanted and both are active; an inactive
 * contact is disabled, one without a welcome stands and may be invited later.
 */
export const openPartner = (
  command: CreatePartner,
  made: MadeForPartner,
  parents: Lineage,
  policy: Policy,
  now: Date,
  imported?: ImportedStatus,
): Result<NewPartner, CannotOpen> => {
  const { id, address } = made;
  const { name, isActive, contact, billingId } = command;
  const opened = openChild(
    { id, address, kind: 'partner', name, isActive, imported },
    parents,
    policy,
    now,
  );
  if (!opened.ok) return opened;
  return ok({
    account: opened.value,
    reference: command.reference ?? made.reference,
    ...(billingId === undefined ? {} : { billingId }),
    ...(made.phraseHash === undefined ? {} : { phraseHash: made.phraseHash }),
    contact: { firstName: contact.firstName, lastName: contact.lastName, phone: contact.phone },
    contactMember: contactMember(command, made, policy, now),
  });
};

function contactMember(
  { contact, isActive }: CreatePartner,
  made: MadeForPartner,
  policy: Policy,
  now: Date,
): NewMembership {
  const { email, userName } = contact;
  const person = { name: fullName(contact), email, userName, roles: [contact.role] };
  const place = { ...person, id: made.invitation.id, accountId: made.id, generation: 0 };
  if (!contact.isActive) return { ...place, status: 'disabled' };
  return contact.sendWelcomeEmail && isActive
    ? invite(made.id, person, made.invitation, policy, now)
    : { ...place, status: 'invited' };
}

/** First and last name as one, within the rule of a person's name. */
const fullName = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>) =>
  PersonName.parse([...`${firstName} ${lastName}`].slice(0, 255).join(''));

/** What is corrected; what is left out stays. */
export interface PartnerCorrection {
  readonly name?: AccountName;
  readonly reference?: Reference;
  /** Null takes it away, as with the phrase. */
  readonly billingId?: BillingId | null;
  readonly phraseHash?: string | null;
  readonly isActive?: boolean;
  readonly contact?: Partial<CreatePartner['contact']>;
  readonly version?: number;
}

/**
 * Corrects a partner, part by part. A contact that has not accepted an invitation yet is invited
 * where a welcome is wanted now and the partner is active, and invited again, under another link,
 * where its mailbox has changed after that. A link that was sent to one that is disabled now is
 * worthless.
 */
export const correctPartner = (
  partner: Partner,
  correction: PartnerCorrection,
  next: NextLink,
  policy: Policy,
  now: Date,
): Result<Partner, CannotChange> => {
  const account = changed(partner.account, correction.version, now);
  if (!account.ok) return account;
  const { name, reference, isActive } = correction;
  const said = contactSaid(partner, correction);
  const billingId = kept(correction.billingId, partner.billingId);
  const phraseHash = kept(correction.phraseHash, partner.phraseHash);
  const status = isActive === undefined ? account.value.status : isActive ? 'active' : 'suspended';
  const contact = {
    firstName: said.firstName ?? partner.contact.firstName,
    lastName: said.lastName ?? partner.contact.lastName,
    phone: said.phone ?? partner.contact.phone,
  };
  return ok({
    account: { ...account.value, name: name ?? account.value.name, status },
    reference: reference ?? partner.reference,
    ...(billingId === undefined ? {} : { billingId }),
    ...(phraseHash === undefined ? {} : { phraseHash }),
    contact,
    contactMember: correctMember(
      partner.contactMember,
      { ...said, name: fullName(contact) },
      next,
      policy,
      now,
    ),
  });
};

/** One that is revoked is nobody's until somebody is let in, or invited, anew. */
export const staysRevoked = (
  member: Membership,
  { isActive, sendWelcomeEmail }: Partial<CreatePartner['contact']>,
): member is Extract<Membership, { status: 'revoked' }> =>
  member.status === 'revoked' &&
  isActive !== true &&
  (isActive === false || sendWelcomeEmail !== true);

/** As it is said, but for a welcome, which is sent to an active partner's contact alone. */
export const contactSaid = (
  { account }: Pick<Partner, 'account'>,
  { isActive, contact = {} }: Pick<PartnerCorrection, 'isActive' | 'contact'>,
): Partial<CreatePartner['contact']> => ({
  ...contact,
  sendWelcomeEmail: contact.sendWelcomeEmail === true && (isActive ?? account.status === 'active'),
});

const kept = <T>(said: T | null | undefined, present: T | undefined): T | undefined =>
  said === undefined ? present : (said ?? undefined);

function correctMember(
  member: Membership,
  said: Partial<CreatePartner['contact']> & { readonly name: PersonName },
  next: NextLink,
  policy: Policy,
  now: Date,
): Membership {
  const { userName = member.userName } = said;
  const place = {
    id: member.id,
    number: member.number,
    accountId: member.accountId,
    name: said.name,
    email: said.email ?? member.email,
    roles: said.role === undefined ? member.roles : [said.role],
    generation: member.generation,
    ...(userName === undefined ? {} : { userName }),
  };
  if (staysRevoked(member, said))
    return { ...member, name: place.name, email: place.email, roles: place.roles };
  const userId = userIdOf(member);
  if (said.isActive === false || (member.status === 'disabled' && said.isActive !== true)) {
    const generation = member.generation + (member.status === 'active' ? 1 : 0);
    return {
      ...place,
      generation,
      status: 'disabled',
      ...(userId === undefined ? {} : { userId }),
    };
  }
  if (userId !== undefined) return { ...place, status: 'active', userId };
  const standing = member.status === 'invited' ? member.invitation : undefined;
  const moved = place.email.canonical !== member.email.canonical;
  if (said.sendWelcomeEmail === true || (standing !== undefined && moved))
    return { ...place, ...invitedBy(next, policy, now) };
  return {
    ...place,
    status: 'invited',
    ...(standing === undefined ? {} : { invitation: standing }),
  };
}

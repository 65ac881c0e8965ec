import { invite, type MadeInvitation } from '../access/first-access.ts';
import type { Membership, NewMembership } from '../access/membership.ts';
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
): Result<NewPartner, CannotOpen> => {
  const { id, address } = made;
  const { name, isActive, contact, billingId } = command;
  const opened = openChild({ id, address, kind: 'partner', name, isActive }, parents, policy, now);
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
  const place = { ...person, id: made.invitation.id, accountId: made.id };
  if (!contact.isActive) return { ...place, status: 'disabled' };
  return contact.sendWelcomeEmail && isActive
    ? invite(made.id, person, made.invitation, policy, now)
    : { ...place, status: 'invited' };
}

/** First and last name as one, within the rule of a person's name. */
const fullName = ({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>) =>
  PersonName.parse([...`${firstName} ${lastName}`].slice(0, 255).join(''));

export interface PartnerCorrection extends Partial<Omit<PartnerDetails, 'contact'>> {
  readonly name?: AccountName;
  readonly contact?: Partial<Contact>;
  readonly version?: number;
}

export const correctPartner = (
  partner: Partner,
  correction: PartnerCorrection,
  now: Date,
): Result<Partner, CannotChange> => {
  const { name, version, contact, ...details } = correction;
  const account = changed(partner.account, version, now);
  if (!account.ok) return account;
  return ok({
    ...partner,
    ...details,
    account: { ...account.value, name: name ?? account.value.name },
    contact: { ...partner.contact, ...contact },
  });
};

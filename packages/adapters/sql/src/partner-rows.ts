import {
  type Account,
  type BillingId,
  branded,
  comparable,
  type Membership,
  type NewPartner,
  type Partner,
} from '@tenantry/domain';
import { type MemberColumns, memberOf } from './member-columns.ts';
import { accountOf, type Row } from './rows.ts';

/** What is known of a partner besides the keys of its row. */
type Details = Omit<Row<'partner'>, 'account_id' | 'reference_key' | 'contact_membership_id'>;

export const partnerRow = (partner: NewPartner): Row<'partner'> => ({
  account_id: partner.account.id,
  reference: partner.reference,
  reference_key: comparable(partner.reference),
  billing_id: partner.billingId ?? null,
  phrase_hash: partner.phraseHash ?? null,
  first_name: partner.contact.firstName,
  last_name: partner.contact.lastName,
  phone: partner.contact.phone,
  contact_membership_id: partner.contactMember.id,
});

export const partnerOf = (
  account: Account,
  details: Details,
  contactMember: Membership,
): Partner => ({
  account,
  reference: branded(details.reference),
  ...(details.billing_id === null ? {} : { billingId: branded<BillingId>(details.billing_id) }),
  ...(details.phrase_hash === null ? {} : { phraseHash: details.phrase_hash }),
  contact: {
    firstName: branded(details.first_name),
    lastName: branded(details.last_name),
    phone: branded(details.phone),
  },
  contactMember,
});

/** A partner out of one row. */
export const joinedPartnerOf = (row: Row<'account'> & Details & MemberColumns): Partner =>
  partnerOf(accountOf(row), row, memberOf(row));

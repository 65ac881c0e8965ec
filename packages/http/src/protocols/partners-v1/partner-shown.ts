import { asciiAddress, type PartnerView } from '@tenantry/domain';

/**
 * A partner as the protocol shows it: without its verification phrase, and with the parent only
 * where the caller sees that. Field by field, so that nothing is shown by accident.
 */
export const partnerShown = (partner: PartnerView) => {
  const { account, reference, billingId, contact, contactMember, parent } = partner;
  return {
    id: account.number,
    accountId: account.id,
    name: account.name,
    reference,
    billingId: billingId ?? null,
    isActive: account.status === 'active',
    version: account.version,
    parent: parent === undefined ? null : { id: parent.number, name: parent.name },
    contact: {
      id: contactMember.number,
      firstName: contact.firstName,
      lastName: contact.lastName,
      email: asciiAddress(contactMember.email),
    },
    created: account.createdAt.toISOString(),
    modified: account.updatedAt.toISOString(),
  };
};

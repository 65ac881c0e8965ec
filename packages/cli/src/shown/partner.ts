import { asciiAddress, type Partner } from '@tenantry/domain';
import { inLines } from '../terminal/on-one-line.ts';
import { accountHead } from './account-head.ts';

/** A partner as one line of JSON; of its phrase no more than that there is one. */
export const partnerJson = (partner: Partner): string => {
  const { account, reference, billingId, phraseHash, contact, contactMember } = partner;
  return JSON.stringify({
    ...accountHead(account),
    reference,
    billingId,
    hasVerificationPhrase: phraseHash !== undefined,
    contact: {
      id: contactMember.id,
      number: contactMember.number,
      userName: contactMember.userName,
      firstName: contact.firstName,
      lastName: contact.lastName,
      email: asciiAddress(contactMember.email),
      phone: contact.phone,
      roles: contactMember.roles,
      status: contactMember.status,
    },
  });
};

export const partnerText = (partner: Partner): string => {
  const { account, reference, billingId, phraseHash, contact, contactMember } = partner;
  const { firstName, lastName, phone } = contact;
  const { email, userName, status, roles } = contactMember;
  return inLines([
    `partner         ${account.name}`,
    `id              ${account.id} (number ${account.number})`,
    `status          ${account.status}`,
    `version         ${account.version}`,
    `reference       ${reference}`,
    ...(billingId === undefined ? [] : [`billing id      ${billingId}`]),
    ...(phraseHash === undefined ? [] : ['phrase          set']),
    `contact         ${firstName} ${lastName} <${asciiAddress(email)}> ${phone}`,
    `                ${userName ?? 'no user name'}, ${status}, roles ${roles.join(', ')}`,
  ]);
};

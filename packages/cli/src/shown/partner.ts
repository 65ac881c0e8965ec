import { asciiAddress, type Partner, parentIdOf } from '@tenantry/domain';
import { inLines } from '../terminal/on-one-line.ts';

/** A partner as one line of JSON; of its phrase no more than that there is one. */
export const partnerJson = (partner: Partner): string => {
  const { account, reference, billingId, phraseHash, contact, contactMember } = partner;
  return JSON.stringify({
    id: account.id,
    number: account.number,
    kind: account.kind,
    parentId: parentIdOf(account) ?? null,
    name: account.name,
    status: account.status,
    version: account.version,
    createdAt: account.createdAt,
    updatedAt: account.updatedAt,
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

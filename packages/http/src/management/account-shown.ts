import {
  type Account,
  type AccountRegister,
  type AccountStatus,
  type Application,
  asciiAddress,
  type Caller,
  type Customer,
  type DefaultWorkflow,
  type ExternalReference,
  type Partner,
  parentIdOf,
} from '@tenantry/domain';

// Field by field, all of it: what a value may come to have besides is not shown by accident.

/** What all kinds of accounts have, as lists show it. */
export const accountShown = (
  { accounts }: Pick<Application, 'accounts'>,
  account: Account,
  effectiveStatus: AccountStatus,
  { accountId }: Pick<Caller, 'accountId'>,
) => ({
  id: account.id,
  number: account.number,
  kind: account.kind,
  // What is above the caller's own account is none of its business; all that is between is seen.
  parentId: account.id === accountId ? null : (parentIdOf(account) ?? null),
  name: account.name,
  status: account.status,
  effectiveStatus,
  address: account.address,
  url: accounts.urlOf(account),
  version: account.version,
  createdAt: account.createdAt.toISOString(),
  updatedAt: account.updatedAt.toISOString(),
});

/** What is known of one before there is one. */
export const plannedShown = (account: Account, effectiveStatus: AccountStatus) => ({
  kind: account.kind,
  parentId: parentIdOf(account) ?? null,
  name: account.name,
  status: account.status,
  effectiveStatus,
});

/** Fields of an object with their values as JSON. */
export type Written = readonly (readonly [field: string, json: string])[];

export const written = (fields: object): Written =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => [field, JSON.stringify(value)]);

export const objectText = (fields: Written): string =>
  `{${fields.map(([field, json]) => `${JSON.stringify(field)}:${json}`).join(',')}}`;

/** The configurations stand as the source that they were sent as. */
export const customerDetails = ({ workflows, configurations, references }: Customer): Written => [
  ...written({ workflows: workflows.map(workflowShown) }),
  ['configurations', configurations],
  ...written({ references: references.map(referenceShown) }),
];

const workflowShown = (workflow: DefaultWorkflow) => ({
  workflowDefinitionId: workflow.workflowDefinitionId,
  workflowName: workflow.workflowName,
  workflowDisplayName: workflow.workflowDisplayName,
  workflowDefinitionVersion: workflow.workflowDefinitionVersion,
  lifecyclePhase: workflow.lifecyclePhase,
  monitoringType: workflow.monitoringType,
});

const referenceShown = (reference: ExternalReference) => ({
  name: reference.name,
  value: reference.value,
  description: reference.description,
  type: reference.type,
  metadata: reference.metadata,
});

export const partnerDetails = (partner: Partner): Written => {
  const { id, number } = partner.contactMember;
  return written({
    reference: partner.reference,
    ...partnerShown(partner),
    contact: { id, number, ...contactShown(partner) },
  });
};

/** Of one that there is not: what would be made for it is left out. */
export const plannedPartnerDetails = (partner: Partner, isReferenceGiven: boolean): Written =>
  written({
    ...(isReferenceGiven ? { reference: partner.reference } : {}),
    ...partnerShown(partner),
    contact: contactShown(partner),
  });

const partnerShown = ({ billingId, phraseHash }: Partner) => ({
  billingId,
  hasVerificationPhrase: phraseHash !== undefined,
});

const contactShown = ({ contact, contactMember: member }: Partner) => ({
  userName: member.userName,
  firstName: contact.firstName,
  lastName: contact.lastName,
  email: asciiAddress(member.email),
  phone: contact.phone,
  roles: member.roles,
  status: member.status,
});

export const registerDetails = ({ account, member, ...details }: AccountRegister): Written =>
  written({
    firstName: details.firstName,
    lastName: details.lastName,
    companyName: details.companyName,
    mobilePhone: details.mobilePhone,
    email: asciiAddress(member.email),
    timeZone: details.timeZone,
    mayHaveSubAccounts: account.mayHaveSubAccounts,
  });

export const masterDetails = ({ defaultRole }: Account): Written => written({ defaultRole });

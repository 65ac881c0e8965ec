import {
  AccountId,
  AccountName,
  AccountNumber,
  BillingId,
  createPartnerSchema,
  MembershipNumber,
  PersonName,
  Reference,
  updatePartnerSchema,
} from '@tenantry/domain';
import { z } from 'zod';
import { AccountRefInJson, Instant, Mailbox } from '../../openapi/values.ts';
import { phonePattern } from './contact.ts';
import { contactRoles } from './contact-role.ts';

const created = createPartnerSchema.unwrap().shape;
const corrected = updatePartnerSchema.unwrap().shape;

/** What a role of a contact is called. */
export const RoleName = z.enum(contactRoles);

/** What this protocol states more narrowly than the domain, or in other words. */
const contactFields = {
  email: Mailbox,
  phone: z.string().regex(phonePattern).describe('Digits, and nothing else but a + before them.'),
  userRole: z
    .union([RoleName, z.object({ name: RoleName })])
    .exactOptional()
    .describe('Without one the most that the caller may give.'),
};

const { power: _, ...person } = created.contact.unwrap().shape;
const { power: __, ...correctedPerson } = corrected.contact.unwrap().unwrap().shape;

// Whatever a request has besides is ignored at every level; a reply has nothing besides.

const Parent = z
  .object({ id: AccountRefInJson.exactOptional(), name: AccountName.exactOptional() })
  .meta({
    description: 'An account that the caller sees, by its id, its name among them, or both.',
    anyOf: [{ required: ['id'] }, { required: ['name'] }],
  });

/** What is asked for when a partner is opened. */
export const CreatePartnerRequest = z
  .object({
    name: created.name,
    reference: created.reference.describe('Unique in the installation; without one it is made.'),
    billingId: created.billingId,
    verificationPhrase: created.verificationPhrase.describe('Never answered.'),
    isActive: created.isActive,
    parent: Parent,
    contact: z.object({ ...person, ...contactFields }),
  })
  .describe('A partner that is to be opened.');

/** What is asked for when one is corrected; what is left out stays as it is. */
export const CorrectPartnerRequest = z
  .object({
    version: corrected.version.describe('The version that was read: another one now is a 409.'),
    name: corrected.name,
    reference: corrected.reference,
    billingId: corrected.billingId.describe('Null takes it away.'),
    verificationPhrase: corrected.verificationPhrase.describe('Null takes it away.'),
    isActive: corrected.isActive,
    parent: z
      .object({ id: AccountRefInJson.exactOptional(), name: AccountName.exactOptional() })
      .nullable()
      .exactOptional()
      .describe('As it is shown; a change of it is not supported yet and a 409.'),
    contact: z
      .object({
        ...correctedPerson,
        email: contactFields.email.exactOptional(),
        phone: contactFields.phone.exactOptional(),
        userRole: contactFields.userRole,
      })
      .exactOptional(),
  })
  .describe('What is to change of a partner.');

/** The answer to every change. */
export const PartnerChanged = z
  .strictObject({ id: AccountNumber })
  .describe('The number of the partner; its UUID stands in the header X-Account-Id.');

/** A partner as it is shown. */
export const Partner = z
  .strictObject({
    id: AccountNumber,
    accountId: AccountId.describe('What other interfaces of this server know it by.'),
    name: AccountName,
    reference: Reference,
    billingId: BillingId.nullable(),
    isActive: z.boolean(),
    version: z.int().min(1),
    parent: z
      .strictObject({ id: AccountNumber, name: AccountName })
      .nullable()
      .describe('Null where the caller does not see it.'),
    contact: z.strictObject({
      id: MembershipNumber,
      firstName: PersonName,
      lastName: PersonName,
      email: Mailbox,
    }),
    created: Instant,
    modified: Instant,
  })
  .describe('A partner, without its verification phrase.');

/** A part of the list. */
export const Partners = z
  .strictObject({ total: z.int().min(0), data: z.array(Partner) })
  .describe('Some of the partners that the caller sees, and how many there are.');

const refusal = {
  uuid: z.guid().describe('Names the request.'),
  errorCode: z.int().describe('7000 and the status.'),
  message: z.string(),
};

/** An outcome that is no success and no 409. */
export const PartnerRefusal = z.strictObject(refusal).describe('Why nothing was done.');

/** A 409. */
export const PartnerConstraints = z
  .strictObject({
    ...refusal,
    success: z.literal(false),
    errors: z
      .record(
        z.string(),
        z.strictObject({ attribute: z.string(), message: z.string(), errorCode: z.int() }),
      )
      .describe('What is wrong, by attribute: `contact.email`.'),
  })
  .describe('What is wrong with each attribute.');

/** What the parts are called in the document. */
export const partnersV1Schemas = {
  CorrectPartnerRequest,
  CreatePartnerRequest,
  Partner,
  PartnerChanged,
  PartnerConstraints,
  PartnerRefusal,
  Partners,
};

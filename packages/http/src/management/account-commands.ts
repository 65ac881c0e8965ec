import {
  createCustomerSchema,
  createPartnerSchema,
  DefaultWorkflows,
  ExternalReference,
  ExternalReferences,
  openRegisterSchema,
  PhoneNumber,
  RoleId,
  registrationSchema,
  updatePartnerSchema,
} from '@tenantry/domain';
import { z } from 'zod';
import {
  AccountRefInJson,
  ChosenPassword,
  listOf,
  Mailbox,
  Metadata,
  Namespaces,
  RoleIds,
} from '../openapi/values.ts';

const parent = AccountRefInJson.describe(
  "The account to stand under, by UUID or number; the proof's own where this is absent.",
).exactOptional();

const reference = ExternalReference.unwrap().extend({ metadata: Metadata.exactOptional() });
const references = listOf(ExternalReferences, reference);
const customer = createCustomerSchema.unwrap().shape;
const Users = customer.users.unwrap();
const user = Users.unwrap()
  .element.unwrap()
  .extend({
    email: Mailbox,
    roles: RoleIds.exactOptional().describe("Where none are said: the account's default role."),
  });

const CreateCustomer = z
  .strictObject({
    kind: z.literal('customer'),
    ...customer,
    parent,
    users: listOf(Users, user).exactOptional().describe('Each is invited by mail.'),
    configurations: Namespaces.exactOptional(),
    references: references.exactOptional(),
  })
  .describe('A customer that is to be opened.');

const partner = createPartnerSchema.unwrap().shape;

const CreatePartner = z
  .strictObject({
    kind: z.literal('partner'),
    ...partner,
    parent,
    parentName: partner.parentName.describe(
      'The parent by its name instead, among the master accounts and partners that are seen.',
    ),
    reference: partner.reference.describe('Unique in the installation; made where it is absent.'),
    verificationPhrase: partner.verificationPhrase.describe('What the contact says to be known.'),
    isActive: partner.isActive.describe('`false`: suspended from birth.'),
    contact: partner.contact.unwrap().extend({ email: Mailbox }),
  })
  .describe('A partner that is to be opened.');

const RegisterAccount = z
  .strictObject({
    kind: z.literal('registered'),
    ...registrationSchema.unwrap().shape,
    parent,
    email: Mailbox,
    password: ChosenPassword,
    passwordConfirmation: ChosenPassword,
  })
  .describe('An account that is to be registered, with a password that was chosen for it.');

const OpenRegistered = z
  .strictObject({
    kind: z.literal('registered'),
    ...openRegisterSchema.unwrap().shape,
    parent,
    email: Mailbox,
  })
  .describe('An account that is to be registered, with a password that is made and answered once.');

/** What may be asked for. */
export const CreateAccount = z.union([
  CreateCustomer,
  CreatePartner,
  RegisterAccount,
  OpenRegistered,
]);

const NamespacesPatch = z.unknown().meta({
  description:
    'Merged, namespace by namespace and below: what is not named stays as it was sent, null takes ' +
    'away. Null in place of the whole takes away all of them.',
  override: { type: ['object', 'null'], additionalProperties: { type: ['object', 'null'] } },
});

const CorrectCustomer = z
  .strictObject({
    name: customer.name.exactOptional(),
    workflows: listOf(DefaultWorkflows, DefaultWorkflows.unwrap().element).exactOptional(),
    configurations: NamespacesPatch.exactOptional(),
    references: references.exactOptional(),
  })
  .describe('What is to be another of a customer. Lists are replaced whole.');

const correction = updatePartnerSchema.unwrap().shape;

const CorrectPartner = z
  .strictObject({
    name: correction.name,
    reference: correction.reference,
    billingId: correction.billingId,
    verificationPhrase: correction.verificationPhrase,
    contact: correction.contact
      .unwrap()
      .unwrap()
      .extend({ email: Mailbox.exactOptional() })
      .exactOptional(),
  })
  .describe('What is to be another of a partner. Its contact is merged.');

const opening = openRegisterSchema.unwrap().shape;

const CorrectRegistered = z
  .strictObject({
    name: opening.name,
    firstName: opening.firstName.unwrap().nullable().exactOptional(),
    lastName: opening.lastName.unwrap().nullable().exactOptional(),
    companyName: opening.companyName.unwrap().nullable().exactOptional(),
    mobilePhone: PhoneNumber.nullable().exactOptional(),
    timeZone: opening.timeZone,
    mayHaveSubAccounts: z
      .boolean()
      .exactOptional()
      .describe('Needs `manage`, of an account above.'),
  })
  .describe('What is to be another of a registered account.');

const CorrectMaster = z
  .strictObject({
    name: customer.name.exactOptional(),
    defaultRole: RoleId.nullable().exactOptional(),
  })
  .describe('What is to be another of a master account. Needs `manage`.');

/** What may be corrected, by the kind of the account. */
export const CorrectAccount = z.union([
  CorrectCustomer,
  CorrectPartner,
  CorrectRegistered,
  CorrectMaster,
]);

/** What the parts of a request are called in the document. */
export const accountCommandSchemas = {
  CorrectCustomer,
  CorrectMaster,
  CorrectPartner,
  CorrectRegistered,
  CreateCustomer,
  CreatePartner,
  OpenRegistered,
  RegisterAccount,
};

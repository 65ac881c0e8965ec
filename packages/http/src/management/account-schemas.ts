import {
  AccountAddress,
  AccountId,
  AccountName,
  AccountNumber,
  accountKinds,
  accountStatuses,
  BillingId,
  CompanyName,
  DefaultWorkflow,
  DefaultWorkflows,
  ExternalReference,
  ExternalReferences,
  MembershipId,
  MembershipNumber,
  type MembershipStatus,
  PersonName,
  PhoneNumber,
  Reference,
  RoleId,
  TimeZone,
  UserName,
} from '@tenantry/domain';
import { z } from 'zod';
import { Instant, listOf, Mailbox, Metadata, Namespaces, RoleIds, Url } from '../openapi/values.ts';

const common = {
  id: AccountId,
  number: AccountNumber.describe('Its other name: a positive whole number.'),
  parentId: AccountId.nullable().describe(
    'The account above. Null where there is none, and of the account that the proof is of.',
  ),
  name: AccountName,
  status: z.enum(accountStatuses).describe('Its own; `closed` is for good.'),
  effectiveStatus: z
    .enum(accountStatuses)
    .describe('What counts: whatever is above it that is suspended or closed has its effect here.'),
  address: AccountAddress.describe('Its short name in addresses.'),
  url: Url.describe('Where its people sign in.'),
  version: z.int().min(1).describe('Moves with every change; the same as in `ETag`.'),
  createdAt: Instant,
  updatedAt: Instant,
};

const { parentId, name, status, effectiveStatus } = common;

/** What is known of an account before there is one. */
const planned = { parentId, name, status, effectiveStatus };

export const AccountSummary = z
  .object({ ...common, kind: z.enum(accountKinds) })
  .describe('An account, without what only its kind has.');

const { lifecyclePhase, ...workflow } = DefaultWorkflow.unwrap().shape;
const { type, ...reference } = ExternalReference.unwrap().shape;

const Workflow = z
  .object({ ...workflow, lifecyclePhase: lifecyclePhase.unwrap() })
  .describe('A workflow from the start.');

const ReferenceShown = z
  .object({ ...reference, type: type.unwrap(), metadata: Metadata.exactOptional() })
  .describe("What an account is called in somebody else's system.");

const customer = {
  kind: z.literal('customer'),
  workflows: listOf(DefaultWorkflows, Workflow),
  configurations: Namespaces,
  references: listOf(ExternalReferences, ReferenceShown),
};

const memberStatuses = [
  'invited',
  'active',
  'disabled',
  'revoked',
] as const satisfies readonly MembershipStatus[];

const contact = {
  userName: UserName.exactOptional(),
  firstName: PersonName,
  lastName: PersonName,
  email: Mailbox,
  phone: PhoneNumber,
  roles: RoleIds,
  status: z.enum(memberStatuses),
};

const partner = {
  kind: z.literal('partner'),
  reference: Reference.describe('Unique in the installation.'),
  billingId: BillingId.exactOptional(),
  hasVerificationPhrase: z.boolean().describe('The phrase itself is never shown.'),
};

const PartnerContact = z
  .object({ id: MembershipId, number: MembershipNumber, ...contact })
  .describe('The person to speak to: a member of the account.');

const registered = {
  kind: z.literal('registered'),
  firstName: PersonName.exactOptional(),
  lastName: PersonName.exactOptional(),
  companyName: CompanyName.exactOptional(),
  mobilePhone: PhoneNumber.exactOptional(),
  email: Mailbox,
  timeZone: TimeZone,
  mayHaveSubAccounts: z.boolean(),
};

const master = {
  kind: z.literal('master'),
  defaultRole: RoleId.exactOptional().describe(
    'The role of members for whom none is said; the one of the policy where this is absent.',
  ),
};

const CustomerAccount = z.object({ ...common, ...customer }).describe('A customer.');
const PartnerAccount = z
  .object({ ...common, ...partner, contact: PartnerContact })
  .describe('A partner, which groups accounts.');
const RegisteredAccount = z
  .object({ ...common, ...registered })
  .describe('A registered account, which signs in for itself.');
const MasterAccount = z.object({ ...common, ...master }).describe('A root of the tree.');

/** One account with all that its kind has. */
export const Account = z.discriminatedUnion('kind', [
  CustomerAccount,
  PartnerAccount,
  RegisteredAccount,
  MasterAccount,
]);

const OpenedRegistered = z
  .object({
    ...common,
    ...registered,
    password: z
      .string()
      .meta({ format: 'password' })
      .exactOptional()
      .describe('The one that was generated. Shown this once, and kept nowhere.'),
    passwordWithheld: z
      .literal(true)
      .exactOptional()
      .describe('In a replay that comes too late to be shown the password.'),
  })
  .describe('A registered account that was opened just now.');

/** What was made. */
export const OpenedAccount = z.discriminatedUnion('kind', [
  CustomerAccount,
  PartnerAccount,
  OpenedRegistered,
]);

/** What would have been made. */
export const PlannedAccount = z
  .discriminatedUnion('kind', [
    z.object({ ...planned, ...customer }),
    z.object({
      ...planned,
      ...partner,
      reference: Reference.exactOptional().describe('Absent where one would be made.'),
      contact: z.object(contact),
    }),
    z.object({ ...planned, ...registered }),
  ])
  .describe('An account that would be opened, without what only one that there is has.');

/** What the parts of an account are called in the document. */
export const accountSchemas = {
  Account,
  AccountSummary,
  CustomerAccount,
  MasterAccount,
  OpenedAccount,
  OpenedRegistered,
  PartnerAccount,
  PartnerContact,
  PlannedAccount,
  ReferenceShown,
  RegisteredAccount,
  Workflow,
};

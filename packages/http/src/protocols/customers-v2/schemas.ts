import {
  AccountId,
  AccountName,
  createCustomerSchema,
  DefaultWorkflow,
  DefaultWorkflows,
  ExternalReference,
  ExternalReferences,
  PersonName,
} from '@tenantry/domain';
import { z } from 'zod';
import { Instant, listOf, Mailbox, Metadata, Namespaces, RoleIds } from '../../openapi/values.ts';

const { name, users } = createCustomerSchema.unwrap().shape;
const Users = users.unwrap();
const reference = ExternalReference.unwrap().extend({ metadata: Metadata.exactOptional() }).shape;

// Whatever a request has besides is ignored at every level; a reply has nothing besides.

/** What is asked for when a customer is opened. */
export const CreateCustomerRequest = z
  .object({
    customer: z.object({ name }),
    defaultWorkflows: listOf(
      DefaultWorkflows,
      z.object(DefaultWorkflow.unwrap().shape),
    ).exactOptional(),
    initialUsers: listOf(
      Users,
      z.object({
        ...Users.unwrap().element.unwrap().shape,
        email: Mailbox,
        roles: RoleIds.exactOptional().describe("Where none are said: the account's default role."),
      }),
    )
      .exactOptional()
      .describe('Each is invited by mail. No mailbox may stand there twice, in any spelling.'),
    additionalConfigurations: Namespaces.exactOptional(),
    externalReferences: listOf(ExternalReferences, z.object(reference)).exactOptional(),
  })
  .describe('A customer that is to be opened.');

/** A customer as it is shown. */
export const CreateCustomerResult = z
  .strictObject({
    requestId: z.ulid(),
    customer: z.strictObject({
      customerChildId: AccountId,
      name: AccountName,
      createdAt: Instant,
      updatedAt: Instant,
    }),
    defaultWorkflows: listOf(DefaultWorkflows, z.strictObject(DefaultWorkflow.unwrap().shape)),
    initialUsers: z
      .array(z.strictObject({ name: PersonName, email: Mailbox, roles: RoleIds }))
      .describe('All but those whose invitation was revoked.'),
    additionalConfigurations: Namespaces,
    externalReferences: listOf(ExternalReferences, z.strictObject(reference)),
  })
  .describe('A customer.');

/** An outcome that is no success. */
export const CustomerError = z
  .strictObject({
    requestId: z.ulid(),
    errorCode: z.string().describe('What happened, for programs.'),
    errorMsg: z.string(),
    details: z
      .array(
        z.strictObject({
          issue: z.string().describe('What is wrong, for people.'),
          issueLocation: z
            .string()
            .describe('`VALIDATE-` and the place in the request; `request` is all of it.'),
          issueType: z.string().exactOptional().describe('What is wrong, for programs.'),
        }),
      )
      .min(1),
    httpStatusCode: z.int().min(400).max(599),
  })
  .describe('Why nothing was done, each fault of the request with its place.');

/** What the parts are called in the document. */
export const customersV2Schemas = { CreateCustomerRequest, CreateCustomerResult, CustomerError };

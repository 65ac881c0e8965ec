import type { Application } from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../../description.ts';
import { idempotencyKeyHeader } from '../../openapi/headers.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { AccountRefInText } from '../../openapi/values.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import { parentHeader } from './paths.ts';
import { exampleCustomer, exampleId, exampleRequest } from './samples.ts';
import { CreateCustomerRequest, CreateCustomerResult } from './schemas.ts';

const headers = {
  [parentHeader]: AccountRefInText.meta({
    description:
      'The account that is acted for, by UUID or number: the one of the proof, or one beneath it.',
    param: { example: exampleId },
  }),
  'X-Frankie-Channel': z
    .string()
    .exactOptional()
    .describe(
      'By which way the request came in. Never refused: what is not visible ASCII is dropped, what ' +
        'goes past 64 characters is cut off; `api` where nothing is left.',
    ),
  'X-Frankie-Username': z
    .string()
    .exactOptional()
    .describe('Who asked for it at the client; written down in the history.'),
};

type Unproven = UnprovenBy['key' | 'token'];
type CannotCreate = KindsOf<Application['customers']['create']>;
/** Whatever proves who is calling has the power to read. */
type CannotFind = Exclude<KindsOf<Application['customers']['find']>, 'NotPermitted'>;

/** Opening a customer. */
export const creating: Description = {
  id: 'createCustomer',
  summary: 'Open a child customer',
  description:
    'Opens a customer beneath the account that the header names, whole or not at all: its default ' +
    'workflows, configurations and references, and an invitation by mail for each of its users.',
  proofs: ['apiKey', 'bearer'],
  power: 'provision',
  headers: z.object({ ...headers, [idempotencyHeader]: idempotencyKeyHeader }),
  body: {
    'application/json': {
      schema: CreateCustomerRequest,
      examples: { least: { customer: exampleRequest.customer }, whole: exampleRequest },
    },
  },
  answers: {
    201: {
      description: 'The customer was opened.',
      headers: z.object({ Location: z.string().describe('The path of the customer.') }),
      content: {
        'application/json': { schema: CreateCustomerResult, examples: { whole: exampleCustomer } },
      },
    },
  },
  failures: everyKind<Unproven | CannotCreate>()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'ParentNotFound',
    'ParentMayNotHave',
    'ParentInactive',
    'TooDeep',
    'ReferenceTaken',
    'AddressTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

/** Showing one. */
export const finding: Description = {
  id: 'getCustomer',
  summary: 'Show a child customer',
  description:
    'An extension of ours to the published interface: shows a customer beneath the account that ' +
    'the header names, in the shape in which it was answered when it was opened.',
  proofs: ['apiKey', 'bearer'],
  power: 'read',
  path: z.object({ customerChildId: AccountRefInText.meta({ param: { example: exampleId } }) }),
  headers: z.object(headers),
  answers: {
    200: {
      description: 'The customer.',
      content: {
        'application/json': { schema: CreateCustomerResult, examples: { whole: exampleCustomer } },
      },
    },
  },
  failures: everyKind<Unproven | CannotFind | 'Invalid'>()([
    'Invalid',
    'NotAuthenticated',
    'AccountNotFound',
    'Unavailable',
  ]),
};

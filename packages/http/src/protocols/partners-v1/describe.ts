import { AccountId, type Application } from '@tenantry/domain';
import { z } from 'zod';
import type { Answered, Description } from '../../description.ts';
import { idempotencyKeyHeader } from '../../openapi/headers.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { AccountRefInText, Instant } from '../../openapi/values.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import { createQuery, listQuery } from './query-schemas.ts';
import {
  sampleCorrection,
  sampleLeast,
  sampleNumber,
  samplePartner,
  sampleWhole,
} from './samples.ts';
import {
  CorrectPartnerRequest,
  CreatePartnerRequest,
  Partner,
  PartnerChanged,
  Partners,
} from './schemas.ts';

type Use = Application['partners'];
type Unproven = UnprovenBy['password'];

/** Every answer to a caller who is known has these. */
const allowance = {
  'X-RateLimit-Limit': z.int().min(1).describe('Requests in a minute; nothing limits them here.'),
  'X-RateLimit-Remaining': z.int().min(0),
  'X-RateLimit-Reset': Instant,
};

const headers = z.object({ [idempotencyHeader]: idempotencyKeyHeader });
const path = z.object({
  id: AccountRefInText.meta({
    description: 'The partner, by number or UUID.',
    param: { example: String(sampleNumber) },
  }),
});

const changed = (description: string): Answered => ({
  description,
  headers: z.object({
    ...allowance,
    'X-Account-Id': AccountId.describe(
      'The UUID of the partner: other interfaces know it by that.',
    ),
  }),
  content: {
    'application/json': { schema: PartnerChanged, examples: { id: { id: sampleNumber } } },
  },
});

/** Opening a partner. */
export const creating: Description = {
  id: 'createPartner',
  summary: 'Open a partner',
  description:
    'Opens a partner beneath its parent, with a contact who may be invited by mail. What the body ' +
    'lacks may stand in the query, as it was published, and the body may be left out then: but a ' +
    'body is not written down on the way.',
  proofs: ['basic'],
  power: 'provision',
  query: createQuery,
  headers,
  body: {
    'application/json': {
      schema: CreatePartnerRequest,
      examples: { least: sampleLeast, whole: sampleWhole },
    },
  },
  bodyIsOptional: true,
  answers: { 200: changed('The partner was opened.') },
  failures: everyKind<Unproven | KindsOf<Use['create']>>()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'PasswordMustChange',
    'ParentNotFound',
    'ParentMayNotHave',
    'ParentInactive',
    'TooDeep',
    'NameTaken',
    'ReferenceTaken',
    'UserNameTaken',
    'AddressTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ]),
};

/** Correcting one. */
export const correcting: Description = {
  id: 'correctPartner',
  summary: 'Correct a partner',
  description:
    'Changes what the body has and nothing else. `isActive` suspends the partner with all beneath ' +
    'it, and takes that back.',
  proofs: ['basic'],
  power: 'provision',
  path,
  headers,
  body: {
    'application/json': { schema: CorrectPartnerRequest, examples: { some: sampleCorrection } },
  },
  answers: { 200: changed('The partner is as it was asked for.') },
  failures: everyKind<Unproven | KindsOf<Use['update']>>()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'PasswordMustChange',
    'AccountNotFound',
    'AccountClosed',
    'VersionStale',
    'LastManager',
    'NameTaken',
    'ReferenceTaken',
    'UserNameTaken',
    'EmailTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ]),
};

/** Showing one. */
export const finding: Description = {
  id: 'getPartner',
  summary: 'Show a partner',
  proofs: ['basic'],
  power: 'read',
  path,
  answers: {
    200: {
      description: 'The partner.',
      headers: z.object(allowance),
      content: { 'application/json': { schema: Partner, examples: { partner: samplePartner } } },
    },
  },
  failures: everyKind<Unproven | Exclude<KindsOf<Use['find']>, 'NotPermitted'>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'AccountNotFound',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ]),
};

/** Listing them. */
export const listing: Description = {
  id: 'listPartners',
  summary: 'List partners',
  description: 'The partners that the caller sees, by number.',
  proofs: ['basic'],
  power: 'read',
  query: listQuery,
  answers: {
    200: {
      description: 'A part of the list.',
      headers: z.object(allowance),
      content: {
        'application/json': {
          schema: Partners,
          examples: { one: { total: 1, data: [samplePartner] } },
        },
      },
    },
  },
  failures: everyKind<Unproven | Exclude<KindsOf<Use['list']>, 'NotPermitted'>>()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ]),
};

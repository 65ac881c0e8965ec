import { AccountId, type Application } from '@tenantry/domain';
import { z } from 'zod';
import type { Answered, Description } from '../../description.ts';
import { idempotencyKeyHeader } from '../../openapi/headers.ts';
import { everyKind, type KindsOf } from '../../openapi/kinds.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import { allowance, path, type Unproven } from './describe.ts';
import { createQuery } from './query-schemas.ts';
import { sampleCorrection, sampleLeast, sampleNumber, sampleWhole } from './samples.ts';
import { CorrectPartnerRequest, CreatePartnerRequest, PartnerChanged } from './schemas.ts';

type Use = Application['partners'];

const headers = z.object({ [idempotencyHeader]: idempotencyKeyHeader });

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

import type { Application } from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../../description.ts';
import { everyKind, type KindsOf } from '../../openapi/kinds.ts';
import { allowance, path, type Unproven } from './describe.ts';
import { listQuery } from './query-schemas.ts';
import { samplePartner } from './samples.ts';
import { Partner, Partners } from './schemas.ts';

type Use = Application['partners'];

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

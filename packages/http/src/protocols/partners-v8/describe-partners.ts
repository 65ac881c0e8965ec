import type { Application } from '@tenantry/domain';
import type { Description } from '../../description.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { cannotList, headers, part, path } from './describe.ts';
import { sampleListed, sampleOpened, sampleWithheld } from './samples.ts';
import { OpenedSubAccount, OpenSubAccountRequest, SubAccounts } from './schemas.ts';

/** Opening a sub-account. */
export const opening: Description = {
  id: 'openSubAccount',
  summary: 'Open a sub-account',
  description:
    'Opens an account beneath this one, for a person who signs in by a password that is made and ' +
    'shown this once. Needs an account that may have sub-accounts.',
  proofs: ['bearer'],
  power: 'provision',
  path,
  headers,
  body: {
    'application/json': {
      schema: OpenSubAccountRequest,
      examples: {
        least: { email: sampleOpened.email },
        named: { email: sampleOpened.email, name: 'Example Partner' },
      },
    },
  },
  answers: {
    200: {
      description: 'The account was opened.',
      content: {
        'application/json': {
          schema: OpenedSubAccount,
          examples: { opened: sampleOpened, withheld: sampleWithheld },
        },
      },
    },
  },
  failures: everyKind<UnprovenBy['token'] | KindsOf<Application['registers']['open']>>()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'ParentNotFound',
    'ParentMayNotHave',
    'ParentInactive',
    'TooDeep',
    'EmailTaken',
    'AddressTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

/** Listing sub-accounts. */
export const listingSubAccounts: Description = {
  id: 'listSubAccounts',
  summary: 'List sub-accounts',
  description: 'The accounts directly beneath this one, without their passwords.',
  proofs: ['bearer'],
  power: 'read',
  path,
  query: part,
  answers: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: SubAccounts, examples: { one: sampleListed } } },
    },
  },
  failures: cannotList,
};

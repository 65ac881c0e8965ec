import type { Application } from '@tenantry/domain';
import { z } from 'zod';
import type { ByMediaType, Described, Description } from '../../description.ts';
import { exampleAccountId } from '../../openapi/examples.ts';
import { idempotencyKeyHeader } from '../../openapi/headers.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { AccountRefInText } from '../../openapi/values.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import { isXml, mediaTypes } from './formats.ts';
import { parentPlace } from './paths.ts';
import { sampleData, sampleLeast, sampleWhole } from './samples.ts';
import {
  AccountRegisterRequest,
  AccountRegisterRequestXml,
  AccountRegisterResponse,
  AccountRegisterResponseXml,
} from './schemas.ts';

/** The same in each media type, as JSON or as XML. */
export const inEachFormat = (json: Described, xml: Described): ByMediaType =>
  Object.fromEntries(mediaTypes.map((type) => [type, isXml(type) ? xml : json]));

const requests = { least: sampleLeast, whole: sampleWhole };

/** Registering an account. */
export const registering: Description = {
  id: 'registerAccount',
  summary: 'Register a sub-account',
  description:
    'Registers an account beneath the one that the path names, for a person who signs in by the ' +
    'password that is chosen here. `Accept` says in which format the answer is to be; where it ' +
    'says nothing that can be, that is JSON.',
  proofs: ['apiKey', 'basic', 'bearer'],
  power: 'provision',
  path: z.object({
    [parentPlace]: AccountRefInText.meta({
      description: 'The account that is the parent, by GUID or number.',
      param: { example: exampleAccountId },
    }),
  }),
  headers: z.object({ [idempotencyHeader]: idempotencyKeyHeader }),
  body: inEachFormat(
    { schema: AccountRegisterRequest, examples: requests },
    { schema: AccountRegisterRequestXml, examples: requests },
  ),
  answers: {
    200: {
      description: 'The account was registered.',
      content: inEachFormat(
        {
          schema: AccountRegisterResponse,
          examples: { registered: { Error: null, ResponseData: sampleData } },
        },
        {
          schema: AccountRegisterResponseXml,
          examples: { registered: { ResponseData: sampleData } },
        },
      ),
    },
  },
  failures: everyKind<
    UnprovenBy['key' | 'password' | 'token'] | KindsOf<Application['registers']['register']>
  >()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'PasswordMustChange',
    'ParentNotFound',
    'ParentMayNotHave',
    'ParentInactive',
    'TooDeep',
    'EmailTaken',
    'AddressTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ]),
};

import { AccountAddress, type Application } from '@tenantry/domain';
import { z } from 'zod';
import type { Answered, Description } from '../../description.ts';
import { idempotencyKeyHeader } from '../../openapi/headers.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import {
  sampleApp,
  sampleApps,
  sampleCredentials,
  sampleListed,
  sampleOpened,
  sampleToken,
  sampleTokens,
  sampleWithheld,
} from './samples.ts';
import {
  Apps,
  CreateAppRequest,
  CreatedApp,
  Credentials,
  OpenedSubAccount,
  OpenSubAccountRequest,
  SubAccounts,
  Tokens,
} from './schemas.ts';

type Unproven = UnprovenBy['token'];
type CannotList = Exclude<
  KindsOf<Application['registers']['list'] | Application['apps']['list']>,
  'NotPermitted'
>;

const address = AccountAddress.meta({
  description: 'The address of the account: its own short name in URLs.',
  param: { example: 'k7m2p9x4' },
});
const path = z.object({ address });
const headers = z.object({ [idempotencyHeader]: idempotencyKeyHeader });

const tokens: Answered = {
  description: 'A pair of tokens.',
  content: { 'application/json': { schema: Tokens, examples: { pair: sampleTokens } } },
};

const cannotSignIn = everyKind<KindsOf<Application['sessions']['signIn']> | 'Invalid'>()([
  'Invalid',
  'NotAuthenticated',
  'PasswordMustChange',
  'TooManyTries',
  'Busy',
  'Unavailable',
]);

/** Signing in as it was published. */
export const signingInByQuery: Description = {
  id: 'signInByQuery',
  summary: 'Sign in, by query',
  description:
    'Begins a session in the account. As it was published; but a query is written down on the way ' +
    'by many, and the password with it: sign in by body instead.',
  proofs: [],
  path,
  query: Credentials,
  answers: { 200: tokens },
  failures: cannotSignIn,
};

/** The same, as we recommend it. */
export const signingIn: Description = {
  id: 'signIn',
  summary: 'Sign in',
  description:
    'Begins a session in the account. An Idempotency-Key must be one, and has no effect.',
  proofs: [],
  path,
  body: {
    'application/json': { schema: Credentials, examples: { credentials: sampleCredentials } },
    'application/x-www-form-urlencoded': {
      schema: Credentials,
      examples: { credentials: sampleCredentials },
    },
  },
  answers: { 200: tokens },
  failures: cannotSignIn,
};

/** Renewing a session. */
export const refreshing: Description = {
  id: 'refreshTokens',
  summary: 'Renew a session',
  description: 'Gives another pair of tokens for a refresh token, which is spent by that.',
  proofs: [],
  path,
  query: z.object({
    refresh_token: z
      .string()
      .min(1)
      .meta({ param: { example: sampleToken } }),
  }),
  answers: { 200: tokens },
  failures: everyKind<KindsOf<Application['sessions']['refresh']> | 'Invalid'>()([
    'Invalid',
    'NotAuthenticated',
    'Unavailable',
  ]),
};

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
  failures: everyKind<Unproven | KindsOf<Application['registers']['open']>>()([
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

const part = z.object({
  page: z.int().min(1).default(1),
  pageSize: z
    .int()
    .min(1)
    .default(50)
    .describe('How many to a page; of more than 200 there are 200.'),
});

const cannotList = everyKind<Unproven | CannotList>()([
  'Invalid',
  'NotAuthenticated',
  'AccountNotFound',
  'Unavailable',
]);

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

/** Creating an app. */
export const creatingApp: Description = {
  id: 'createApp',
  summary: 'Create an app',
  description: 'Creates an app in this account: as many as wanted, each under its own name.',
  proofs: ['bearer'],
  power: 'provision',
  path,
  headers,
  body: {
    'application/json': { schema: CreateAppRequest, examples: { app: { name: 'Newsletter' } } },
  },
  answers: {
    200: {
      description: 'The app was created.',
      content: { 'application/json': { schema: CreatedApp, examples: { app: sampleApp } } },
    },
  },
  failures: everyKind<Unproven | KindsOf<Application['apps']['create']>>()([
    'Invalid',
    'NotAuthenticated',
    'NotPermitted',
    'AccountNotFound',
    'AccountClosed',
    'AppNameTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

/** Listing apps. */
export const listingApps: Description = {
  id: 'listApps',
  summary: 'List apps',
  description: 'The apps of this account, the oldest first.',
  proofs: ['bearer'],
  power: 'read',
  path,
  query: part,
  answers: {
    200: {
      description: 'A page of them.',
      content: { 'application/json': { schema: Apps, examples: { one: sampleApps } } },
    },
  },
  failures: cannotList,
};

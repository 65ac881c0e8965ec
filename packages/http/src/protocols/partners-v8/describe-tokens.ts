import type { Application } from '@tenantry/domain';
import { z } from 'zod';
import type { Answered, Description } from '../../description.ts';
import { everyKind, type KindsOf } from '../../openapi/kinds.ts';
import { path } from './describe.ts';
import { sampleCredentials, sampleToken, sampleTokens } from './samples.ts';
import { Credentials, Tokens } from './schemas.ts';

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

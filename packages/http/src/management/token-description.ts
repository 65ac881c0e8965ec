import { Scopes } from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../description.ts';
import { exampleAccountId } from '../openapi/examples.ts';

const scope = Scopes.describe(
  'What the token is to open besides, with blanks between. `kyc:api` is demanded by `/v2`.',
);

const TokenByKey = z
  .strictObject({
    grant: z.literal('api_key'),
    key: z
      .string()
      .exactOptional()
      .describe(
        'The API key. May be called `apiKey` or `api_key`, or stand in the header `api_key` or ' +
          '`Authorization: Bearer` instead.',
      ),
    scope: scope.exactOptional(),
  })
  .describe('For an API key.');

const password = {
  grant: z.literal('password'),
  password: z.string(),
  scope: scope.exactOptional(),
};

const TokenByUserName = z
  .strictObject({
    ...password,
    userName: z.string().describe("Or `{account's address}/{e-mail}`."),
  })
  .describe('For a person, by the user name.');

const TokenByEmail = z
  .strictObject({
    ...password,
    account: z
      .union([z.string(), z.int()])
      .describe('The address of the account, its id or its number.'),
    email: z.string(),
  })
  .describe('For a person, by the account and an e-mail address in it.');

const Token = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().min(0).describe('How long it is good, in seconds.'),
    scope: z.string().exactOptional().describe('Left out where it is empty.'),
    account: z.guid().describe('The id of the account that it is of.'),
  })
  .describe('A bearer token (RFC 6749, 5.1).');

/** What the parts of it are called in the document. */
export const tokenSchemas = { Token, TokenByEmail, TokenByKey, TokenByUserName };

export const tokenDescription: Description = {
  id: 'issueToken',
  summary: 'Get a bearer token',
  description:
    'Gives a token for an API key, or for the password of anybody who may sign in. It begins no ' +
    'session and cannot be renewed: ask again.',
  proofs: [],
  body: {
    'application/json': {
      schema: z.union([TokenByKey, TokenByUserName, TokenByEmail]),
      examples: {
        apiKey: {
          grant: 'api_key',
          key: 'tenantry_01934f8a5c3e7d219b4f6a7c8d9e0f12_0123456789abcdefghjkmnpqrstvwxyz0a1b2c',
          scope: 'kyc:api',
        },
        userName: { grant: 'password', userName: 'jane', password: 'four blue kettles' },
        email: {
          grant: 'password',
          account: 'k7m2p9x4',
          email: 'jane@example.com',
          password: 'four blue kettles',
        },
      },
    },
  },
  answers: {
    200: {
      description: 'A token.',
      content: {
        'application/json': {
          schema: Token,
          examples: {
            token: {
              access_token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
              token_type: 'Bearer',
              expires_in: 3600,
              scope: 'kyc:api',
              account: exampleAccountId,
            },
          },
        },
      },
    },
  },
  failures: [
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'Unavailable',
  ],
};

import { AccountId, type Application, type StoredEvent } from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../description.ts';
import { exampleAccountId, exampleRequestId } from '../openapi/examples.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../openapi/kinds.ts';
import { AccountRefInText, Instant } from '../openapi/values.ts';
import { inJson, pageHeaders, pageOf } from './described.ts';
import { pageParameters } from './paging.ts';
import { proofs } from './served.ts';

const meanings: Readonly<Record<StoredEvent['kind'], string>> = {
  PolicyChanged: 'the policy of the installation was changed',
  MasterOpened: 'a master account was made',
  MasterChanged: 'a master account was corrected',
  CustomerOpened: 'a customer was opened',
  CustomerChanged: 'a customer was corrected',
  PartnerOpened: 'a partner was opened',
  PartnerChanged: 'a partner was corrected',
  PhraseMatched: 'a verification phrase was said, and right',
  PhraseMistaken: 'a verification phrase was said, and wrong',
  AccountRegistered: 'an account was registered',
  RegisterChanged: 'a registered account was corrected',
  AccountSuspended: 'an account was suspended',
  AccountReactivated: 'an account was reactivated',
  AccountClosed: 'an account was closed',
  AppCreated: 'an app was created',
  KeyIssued: 'an API key was issued',
  KeyRotated: 'an API key came in the place of another',
  KeyRevoked: 'an API key was revoked',
  MemberInvited: 'a person was invited',
  MemberInvitedAgain: 'a person was sent another invitation',
  MemberChanged: 'a member was corrected',
  MemberJoined: 'a person accepted an invitation',
  MemberDisabled: 'a member was put out for a while',
  MemberEnabled: 'a member was let in again',
  MemberRevoked: 'a membership ended',
  SessionBegun: 'a person signed in to a session',
  SessionEnded: 'a session ended',
  PasswordChanged: 'a person has another password',
};

const Event = z
  .object({
    id: z.guid(),
    kind: z.enum(Object.keys(meanings)).describe(
      `What happened. There may be more of these one day.\n\n${Object.entries(meanings)
        .map(([kind, meaning]) => `- \`${kind}\`: ${meaning}`)
        .join('\n')}`,
    ),
    accountId: AccountId.describe('The account that it happened to.'),
    subject: z
      .string()
      .exactOptional()
      .describe('The id of the key or the member that it is about, where it is about one.'),
    actor: z
      .string()
      .describe('Who did it: `key:<id>`, `user:<id>`, `host`, or `operator:<name>` at a terminal.'),
    channel: z.string().describe('By which way it came: `api` where nothing else was said.'),
    userName: z
      .string()
      .exactOptional()
      .describe('Who asked for it at the client, in its own words: recorded, and never believed.'),
    requestId: z.string().exactOptional().describe('The `X-Request-Id` of the request.'),
    at: Instant,
  })
  .describe('One line of the history. It holds ids, and no name or address of ours.');

const EventPage = pageOf(Event);

/** What the parts of an event are called in the document. */
export const eventSchemas = { Event, EventPage };

export const eventsQuery = z.strictObject({
  limit: pageParameters.limit,
  after: pageParameters.cursor.describe(
    'Where the history goes on: `nextCursor` of an earlier answer, for the same account.',
  ),
  account: AccountRefInText.exactOptional().describe(
    'Only what happened to this account and beneath it.',
  ),
});

export const eventsDescription: Description = {
  id: 'listEvents',
  summary: 'Read the history',
  description:
    'What happened to the account of the proof and to all beneath it, the oldest first: the audit ' +
    'log. Every change that was made is recorded in the moment in which it is made, with who made ' +
    'it and in which request; what was refused, and what was only read, is not, but for verification ' +
    'phrases that were tried. Nothing is ever added before what was answered: whoever keeps ' +
    '`nextCursor` and asks again `after` it later gets just what has happened since. It is there as ' +
    'long as there was anything.',
  proofs,
  power: 'read',
  query: eventsQuery,
  answers: {
    200: {
      description: 'A page of the history.',
      headers: pageHeaders,
      content: inJson(EventPage, {
        page: {
          data: [
            {
              id: '01934f8a-5c3e-7d21-9b4f-6a7c8d9e0f14',
              kind: 'CustomerOpened',
              accountId: exampleAccountId,
              actor: 'key:01934f8a-5c3e-7d21-9b4f-6a7c8d9e0f15',
              channel: 'api',
              requestId: exampleRequestId,
              at: '2026-03-01T09:30:00.000Z',
            },
          ],
          nextCursor: 'n7.c2VhbGVk',
          hasMore: false,
        },
      }),
    },
  },
  failures: everyKind<
    | UnprovenBy['key' | 'token' | 'password']
    | Exclude<KindsOf<Application['events']['list']>, 'NotPermitted' | 'Invalid'>
  >()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'AccountNotFound',
    'Unavailable',
  ]),
};

import {
  type AccountStatus,
  type Application,
  accountKinds,
  accountStatuses,
  ExternalReference,
} from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../description.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../openapi/kinds.ts';
import { AccountRefInText } from '../openapi/values.ts';
import { CorrectAccount, CreateAccount } from './account-commands.ts';
import {
  accountExamples,
  correctionExamples,
  creationExamples,
  openedExamples,
  plannedExamples,
  summaryExample,
} from './account-samples.ts';
import { Account, AccountSummary, OpenedAccount, PlannedAccount } from './account-schemas.ts';
import { rehearsal, retryHeaders } from './asked.ts';
import { accountPath, alsoAnswers, inJson, pageHeaders, pageOf, withoutBody } from './described.ts';
import { pageParameters } from './paging.ts';
import { proofs } from './served.ts';

type Unproven = UnprovenBy['key' | 'token' | 'password'];
type Accounts = Application['accounts'];
/** Whatever proves who is calling has the power to read; what is wrong with a query is a 400. */
type NoRead = 'NotPermitted' | 'Invalid';

const etag = z.object({
  ETag: z.string().describe('The version of the account, for `If-Match`: `"3"`.'),
});

const shown = {
  description: 'The account.',
  headers: etag,
  content: inJson(Account, accountExamples),
};

const AccountPage = pageOf(AccountSummary);

const listed = {
  description: 'A page of accounts.',
  headers: pageHeaders,
  content: inJson(AccountPage, {
    last: { data: [summaryExample], nextCursor: null, hasMore: false },
  }),
};

/** What the parts of these are called in the document. */
export const accountPageSchemas = { AccountPage };

const kind = z.enum(accountKinds).exactOptional();

const { name: Label } = ExternalReference.unwrap().shape;

export const searchQuery = z
  .strictObject({
    ...pageParameters,
    referenceName: Label.exactOptional().describe(
      'Only customers that have an external reference of this name; with `referenceValue`.',
    ),
    referenceValue: Label.exactOptional().describe('And of this value.'),
    kind: kind.describe('Only accounts of this kind.'),
    status: z
      .enum(accountStatuses)
      .exactOptional()
      .describe('Only accounts of this status of their own, whatever is above them.'),
    beneath: AccountRefInText.exactOptional().describe(
      'Only this account and those beneath it, instead of all that are seen.',
    ),
  })
  .superRefine(
    ({ referenceName, referenceValue }, context) => {
      if ((referenceName === undefined) === (referenceValue === undefined)) return;
      const missing = referenceName === undefined ? 'referenceName' : 'referenceValue';
      const message = 'required: the name and the value of a reference stand together';
      context.addIssue({ code: 'custom', message, path: [missing], input: '' });
    },
    { when: () => true },
  );

export const searchDescription: Description = {
  id: 'searchAccounts',
  summary: 'Search accounts',
  description:
    'The account of the proof and all beneath it, or those of them that fit every filter, in the ' +
    'order in which they came to be.',
  proofs,
  power: 'read',
  query: searchQuery,
  answers: { 200: listed },
  failures: everyKind<Unproven | Exclude<KindsOf<Accounts['search']>, NoRead>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'AccountNotFound',
    'Unavailable',
  ]),
};

export const findAccountDescription: Description = {
  id: 'getAccount',
  summary: 'Show an account',
  proofs,
  power: 'read',
  path: accountPath,
  answers: { 200: shown },
  failures: everyKind<Unproven | Exclude<KindsOf<Accounts['find']>, NoRead>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'AccountNotFound',
    'Unavailable',
  ]),
};

export const childrenQuery = z.strictObject(pageParameters);

export const childrenDescription: Description = {
  id: 'listChildren',
  summary: 'List the accounts directly beneath one',
  description: 'In the order in which they came to be.',
  proofs,
  power: 'read',
  path: accountPath,
  query: childrenQuery,
  answers: { 200: listed },
  failures: findAccountDescription.failures,
};

export const subtreeQuery = z.strictObject({
  ...pageParameters,
  kind: kind.describe('Only accounts of this kind.'),
});

export const subtreeDescription: Description = {
  id: 'listSubtree',
  summary: 'List an account and all beneath it',
  description: 'Parents before their children.',
  proofs,
  power: 'read',
  path: accountPath,
  query: subtreeQuery,
  answers: { 200: listed },
  failures: findAccountDescription.failures,
};

export const createAccountDescription: Description = {
  id: 'createAccount',
  summary: 'Open an account',
  description:
    'Opens a customer, a partner or a registered account, whole or not at all: with it its users, ' +
    'invitations and mail. A registered account comes with the `password` that is sent; without ' +
    'one it comes with a generated password, which is answered this once.\n\n' +
    'With `dryRun=true` everything is checked and worked out, and nothing is done: the answer is ' +
    'the account as it would be, without what only an account that there is has.',
  proofs,
  power: 'provision',
  query: rehearsal,
  headers: retryHeaders,
  body: inJson(CreateAccount, creationExamples),
  answers: {
    200: {
      description: 'What would be opened: nothing was.',
      content: inJson(PlannedAccount, plannedExamples),
    },
    201: {
      description: 'The account was opened.',
      headers: etag.extend({ Location: z.string().describe('The path of the account.') }),
      content: inJson(OpenedAccount, openedExamples),
    },
  },
  failures: everyKind<
    | Unproven
    | KindsOf<Application['customers']['create']>
    | KindsOf<Application['partners']['create']>
    | KindsOf<Application['registers']['register' | 'open']>
  >()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'ParentNotFound',
    'ParentMayNotHave',
    'ParentInactive',
    'TooDeep',
    'NameTaken',
    'ReferenceTaken',
    'UserNameTaken',
    'EmailTaken',
    'AddressTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

export const patchTypes = ['application/merge-patch+json', 'application/json'] as const;

const correction = { schema: CorrectAccount, examples: correctionExamples };

export const correctAccountDescription: Description = {
  id: 'correctAccount',
  summary: 'Correct an account',
  description:
    'A JSON merge patch (RFC 7396) of what can be corrected of its kind: what is left out stays, ' +
    'null takes away. `If-Match` says which version it was made from, as `ETag` said it, or `*` for ' +
    'any: then whoever comes last decides. What a partner lets in, and whether a registered ' +
    'account may have others beneath it, needs `manage`; so does a master account.',
  proofs,
  power: 'provision',
  path: accountPath,
  headers: retryHeaders.extend({
    'If-Match': z
      .string()
      .describe('The `ETag` that was seen, or `*`. Without it nothing is corrected.')
      .meta({ examples: ['"3"'] }),
  }),
  body: Object.fromEntries(patchTypes.map((type) => [type, correction])),
  answers: { 200: shown, ...alsoAnswers(['VersionNotSaid']) },
  failures: everyKind<
    Unproven | KindsOf<Application['customers' | 'partners' | 'registers' | 'masters']['update']>
  >()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'AccountNotFound',
    'AccountClosed',
    'LastManager',
    'NameTaken',
    'ReferenceTaken',
    'UserNameTaken',
    'EmailTaken',
    'VersionStale',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

export const changes = ['suspend', 'reactivate', 'close'] as const;
type Change = (typeof changes)[number];

const changeStatus = (
  id: string,
  summary: string,
  status: AccountStatus,
  description: string,
): Description => ({
  id,
  summary,
  description: `${description} Done again it answers the same. It takes no body, or an empty object.`,
  proofs,
  power: 'manage',
  path: accountPath,
  headers: retryHeaders,
  answers: {
    200: {
      description: 'The account, as lists show it.',
      headers: etag,
      content: inJson(AccountSummary, {
        changed: { ...summaryExample, version: 2, status, effectiveStatus: status },
      }),
    },
    ...withoutBody,
  },
  failures: everyKind<Unproven | Exclude<KindsOf<Accounts[Change]>, 'Invalid'>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'AccountNotFound',
    'AccountClosed',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
});

export const changeStatusDescriptions: Readonly<Record<Change, Description>> = {
  suspend: changeStatus(
    'suspendAccount',
    'Suspend an account',
    'suspended',
    'Keys, passwords, tokens and links open nothing in it and beneath it, and mail waits. Nobody ' +
      'suspends the account of the proof.',
  ),
  reactivate: changeStatus(
    'reactivateAccount',
    'Reactivate an account',
    'active',
    'What was active beneath it is active again: exactly what was.',
  ),
  close: changeStatus(
    'closeAccount',
    'Close an account',
    'closed',
    'For good: it, and all beneath, opens nothing any more, and every membership there ends. Its ' +
      'number, address, name and references stay taken.',
  ),
};

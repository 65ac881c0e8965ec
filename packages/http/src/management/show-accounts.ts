import {
  AccountId,
  type AccountView,
  type Application,
  type Caller,
  err,
  ok,
} from '@tenantry/domain';
import type { Route } from '../route.ts';
import {
  childrenDescription,
  childrenQuery,
  findAccountDescription,
  searchDescription,
  searchQuery,
  subtreeDescription,
  subtreeQuery,
} from './account-descriptions.ts';
import { accountReply, detailed } from './account-reply.ts';
import { accountShown } from './account-shown.ts';
import { listing } from './paging.ts';
import { faulty } from './parts.ts';
import { noParameters, readQuery } from './query.ts';
import { served } from './served.ts';

/** Shows accounts: one, or a list of them. */
export const showAccountRoutes = (app: Application): readonly Route[] => [
  search(app),
  find(app),
  children(app),
  subtree(app),
];

const find = (app: Application): Route => ({
  method: 'GET',
  path: '/v1/accounts/:account',
  describe: findAccountDescription,
  handle: served(app, 'read', async ({ request, requestId, parameters }, caller) => {
    const { issues } = readQuery(request, noParameters);
    if (issues.length > 0) return err(faulty(issues));
    const context = { caller, requestId };
    const found = await app.accounts.find({ account: parameters['account'] ?? '' }, context);
    if (!found.ok) return found;
    const account = await detailed(app, found.value, context);
    return account.ok ? ok(accountReply(app, caller, account.value)) : account;
  }),
});

const summaryIn = (app: Application) => (account: AccountView, caller: Caller) =>
  accountShown(app, account, account.effectiveStatus, caller);

const search = (app: Application): Route => {
  const path = '/v1/accounts';
  return {
    method: 'GET',
    path,
    describe: searchDescription,
    handle: listing(app, {
      path,
      query: searchQuery,
      after: AccountId,
      list: ({ query, page }, context) => {
        const { beneath, referenceName, referenceValue, kind, status } = query;
        return app.accounts.search(
          {
            ...page,
            ...(beneath === undefined ? {} : { account: beneath }),
            ...(referenceName === undefined || referenceValue === undefined
              ? {}
              : { reference: { name: referenceName, value: referenceValue } }),
            ...(kind === undefined ? {} : { kind }),
            ...(status === undefined ? {} : { status }),
          },
          context,
        );
      },
      shown: summaryIn(app),
    }),
  };
};

const children = (app: Application): Route => {
  const path = '/v1/accounts/:account/children';
  return {
    method: 'GET',
    path,
    describe: childrenDescription,
    handle: listing(app, {
      path,
      query: childrenQuery,
      after: AccountId,
      list: ({ parameters, page }, context) =>
        app.accounts.children({ ...page, account: parameters['account'] ?? '' }, context),
      shown: summaryIn(app),
    }),
  };
};

const subtree = (app: Application): Route => {
  const path = '/v1/accounts/:account/subtree';
  return {
    method: 'GET',
    path,
    describe: subtreeDescription,
    handle: listing(app, {
      path,
      query: subtreeQuery,
      after: AccountId,
      list: ({ query: { kind }, parameters, page }, context) =>
        app.accounts.subtree(
          {
            ...page,
            account: parameters['account'] ?? '',
            ...(kind === undefined ? {} : { kind }),
          },
          context,
        ),
      shown: summaryIn(app),
    }),
  };
};

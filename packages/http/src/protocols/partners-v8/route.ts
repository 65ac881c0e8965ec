import type { Application } from '@tenantry/domain';
import type { Protocol } from '../../route.ts';
import { createApp, listApps } from './apps.ts';
import { creatingApp, listingApps } from './describe-apps.ts';
import { listingSubAccounts, opening } from './describe-partners.ts';
import { refreshing, signingIn, signingInByQuery } from './describe-tokens.ts';
import { refused } from './errors.ts';
import { explain } from './explain.ts';
import { listPartners, openPartner } from './partners.ts';
import { partnersV8Schemas } from './schemas.ts';
import { refresh, signInByBody, signInByQuery } from './tokens.ts';

const under = '/a/:address/api/v8';
const partners = `${under}/partners`;
const apps = `${under}/apps`;

/** The interface of Mobsted by which a partner opens sub-accounts; it hangs under every account. */
export const partnersV8 = (app: Application): Protocol => ({
  under,
  refuse: refused,
  routes: [
    {
      method: 'GET',
      spends: true,
      path: `${under}/auth`,
      handle: signInByQuery(app),
      describe: signingInByQuery,
    },
    { method: 'POST', path: `${under}/auth`, handle: signInByBody(app), describe: signingIn },
    {
      method: 'GET',
      spends: true,
      path: `${under}/refresh`,
      handle: refresh(app),
      describe: refreshing,
    },
    { method: 'GET', path: partners, handle: listPartners(app), describe: listingSubAccounts },
    { method: 'POST', path: partners, handle: openPartner(app), describe: opening },
    { method: 'GET', path: apps, handle: listApps(app), describe: listingApps },
    { method: 'POST', path: apps, handle: createApp(app), describe: creatingApp },
  ],
  describe: {
    tag: {
      name: 'partners-v8',
      description:
        "Sub-accounts and their apps, by the partner interface of Mobsted, at each account's own URL.",
    },
    explain,
    schemas: partnersV8Schemas,
  },
});

import type { Application } from '@tenantry/domain';
import type { Protocol } from '../../route.ts';
import { createApp, listApps } from './apps.ts';
import { refused } from './errors.ts';
import { listPartners, openPartner } from './partners.ts';
import { refresh, signInByBody, signInByQuery } from './tokens.ts';

const under = '/a/:address/api/v8';

/** The interface of Mobsted by which a partner opens sub-accounts; it hangs under every account. */
export const partnersV8 = (app: Application): Protocol => ({
  under,
  refuse: refused,
  routes: [
    { method: 'GET', spends: true, path: `${under}/auth`, handle: signInByQuery(app) },
    { method: 'POST', path: `${under}/auth`, handle: signInByBody(app) },
    { method: 'GET', spends: true, path: `${under}/refresh`, handle: refresh(app) },
    { method: 'GET', path: `${under}/partners`, handle: listPartners(app) },
    { method: 'POST', path: `${under}/partners`, handle: openPartner(app) },
    { method: 'GET', path: `${under}/apps`, handle: listApps(app) },
    { method: 'POST', path: `${under}/apps`, handle: createApp(app) },
  ],
});

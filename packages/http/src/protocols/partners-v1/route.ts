import type { Application } from '@tenantry/domain';
import type { Protocol } from '../../route.ts';
import { allowances } from './allowance.ts';
import { correct, create } from './change-partners.ts';
import { refused } from './errors.ts';
import { served } from './served.ts';
import { find, list } from './show-partners.ts';

const path = '/api/v1/partners';

/** The interface of Bluefin's ShieldConex Management by which partners are opened and kept. */
export const partnersV1 = (app: Application, now = () => new Date()): Protocol => {
  const serve = served(app, allowances(now));
  return {
    under: path,
    refuse: refused,
    routes: [
      { method: 'POST', path, handle: serve('provision', create(app)) },
      { method: 'GET', path, handle: serve('read', list(app)) },
      { method: 'GET', path: `${path}/:id`, handle: serve('read', find(app)) },
      { method: 'PATCH', path: `${path}/:id`, handle: serve('provision', correct(app)) },
    ],
  };
};

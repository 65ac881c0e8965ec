import type { Application } from '@tenantry/domain';
import type { Protocol } from '../../route.ts';
import { allowances } from './allowance.ts';
import { correct, create } from './change-partners.ts';
import { correcting, creating } from './describe-changes.ts';
import { finding, listing } from './describe-shown.ts';
import { refused } from './errors.ts';
import { explain } from './explain.ts';
import { partnersV1Schemas } from './schemas.ts';
import { served } from './served.ts';
import { find, list } from './show-partners.ts';

const path = '/api/v1/partners';
const one = `${path}/:id`;

/** The interface of Bluefin's ShieldConex Management by which partners are opened and kept. */
export const partnersV1 = (app: Application, now = () => new Date()): Protocol => {
  const serve = served(app, allowances(now));
  return {
    under: path,
    refuse: refused,
    routes: [
      { method: 'POST', path, handle: serve('provision', create(app)), describe: creating },
      { method: 'GET', path, handle: serve('read', list(app)), describe: listing },
      { method: 'GET', path: one, handle: serve('read', find(app)), describe: finding },
      {
        method: 'PATCH',
        path: one,
        handle: serve('provision', correct(app)),
        describe: correcting,
      },
    ],
    describe: {
      tag: {
        name: 'partners-v1',
        description: 'Partners, by the interface of Bluefin ShieldConex Management.',
      },
      explain,
      schemas: partnersV1Schemas,
    },
  };
};

import type { Application } from '@tenantry/domain';
import type { Protocol } from '../route.ts';
import { refused } from './errors.ts';
import { tokenRoute } from './tokens.ts';

/** Our own interface. */
export const management = (app: Application): Protocol => ({
  under: '/v1',
  refuse: refused,
  routes: [tokenRoute(app)],
});

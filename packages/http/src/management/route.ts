import type { Application } from '@tenantry/domain';
import type { Protocol } from '../route.ts';
import { explain, problemSchemas, refused } from './errors.ts';
import { tokenSchemas } from './token-description.ts';
import { tokenRoute } from './tokens.ts';

/** Our own interface. */
export const management = (app: Application): Protocol => ({
  under: '/v1',
  refuse: refused,
  routes: [tokenRoute(app)],
  describe: {
    tag: { name: 'Tenantry', description: 'Our own interface: accounts, members, keys, tokens.' },
    schemas: { ...problemSchemas, ...tokenSchemas },
    explain,
  },
});

import type { Application } from '@tenantry/domain';
import type { Protocol } from '../route.ts';
import { accountCommandSchemas } from './account-commands.ts';
import { accountPageSchemas } from './account-descriptions.ts';
import { accountSchemas } from './account-schemas.ts';
import { changeStatusRoutes } from './change-status.ts';
import { correctAccountRoute } from './correct-account.ts';
import { createAccountRoute } from './create-account.ts';
import { explain, problemSchemas, refused } from './errors.ts';
import { eventSchemas } from './event-descriptions.ts';
import { eventsRoute } from './events.ts';
import { keyRoutes } from './keys.ts';
import { keySchemas } from './keys-described.ts';
import { memberRoutes } from './members.ts';
import { memberSchemas } from './members-described.ts';
import { phraseCheckRoute, phraseSchemas } from './phrase-checks.ts';
import { showAccountRoutes } from './show-accounts.ts';
import { tokenSchemas } from './token-description.ts';
import { tokenRoute } from './tokens.ts';

/** Our own interface. */
export const management = (app: Application): Protocol => ({
  under: '/v1',
  refuse: refused,
  routes: [
    ...showAccountRoutes(app),
    createAccountRoute(app),
    correctAccountRoute(app),
    ...changeStatusRoutes(app),
    ...memberRoutes(app),
    ...keyRoutes(app),
    phraseCheckRoute(app),
    eventsRoute(app),
    tokenRoute(app),
  ],
  describe: {
    tag: { name: 'Tenantry', description: 'Our own interface: accounts, members, keys, tokens.' },
    schemas: {
      ...problemSchemas,
      ...accountSchemas,
      ...accountPageSchemas,
      ...accountCommandSchemas,
      ...memberSchemas,
      ...keySchemas,
      ...phraseSchemas,
      ...eventSchemas,
      ...tokenSchemas,
    },
    explain,
  },
});

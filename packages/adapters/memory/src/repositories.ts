import type {
  AccessReads,
  AccessWrites,
  AccountReads,
  AccountWrites,
  Unit,
  View,
} from '@tenantry/domain';
import { appReads, appWrites } from './apps.ts';
import { customerReads, customerWrites } from './customers.ts';
import { deliveryReads, deliveryWrites } from './deliveries.ts';
import { endingWrites } from './endings.ts';
import { type AtOnce, guarded, type Scope } from './guard.ts';
import { keyReads, keyWrites } from './keys.ts';
import { membershipReads, membershipWrites } from './memberships.ts';
import { nodeReads, nodeWrites } from './nodes.ts';
import { partnerReads, partnerWrites } from './partners.ts';
import { recordReads, recordWrites } from './records.ts';
import { registerReads, registerWrites } from './registers.ts';
import { forgetOverResets, resetReads, resetWrites } from './resets.ts';
import { sessionReads, sessionWrites } from './sessions.ts';
import type { Tables } from './tables.ts';
import { tryReads, tryWrites } from './tries.ts';
import { userReads, userWrites } from './users.ts';

/** What a read is handed. */
export const viewOf = (tables: Tables, scope: Scope): View => ({
  accounts: guarded<View['accounts']>(accountReads(tables), scope),
  access: guarded<View['access']>(accessReads(tables), scope),
  deliveries: guarded<View['deliveries']>(deliveryReads(tables), scope),
  records: guarded<View['records']>(recordReads(tables), scope),
});

/** What a unit is handed. */
export const unitOf = (tables: Tables, scope: Scope): Unit => ({
  accounts: guarded<Unit['accounts']>({ ...accountReads(tables), ...accountWrites(tables) }, scope),
  access: guarded<Unit['access']>({ ...accessReads(tables), ...accessWrites(tables) }, scope),
  deliveries: guarded<Unit['deliveries']>(
    { ...deliveryReads(tables), ...deliveryWrites(tables) },
    scope,
  ),
  records: guarded<Unit['records']>({ ...recordReads(tables), ...recordWrites(tables) }, scope),
});

const accountReads = (tables: Tables): AtOnce<AccountReads> => ({
  ...nodeReads(tables),
  ...customerReads(tables),
  ...partnerReads(tables),
  ...registerReads(tables),
  ...appReads(tables),
});

const accountWrites = (tables: Tables): AtOnce<AccountWrites> => ({
  ...nodeWrites(tables),
  ...customerWrites(tables),
  ...partnerWrites(tables),
  ...registerWrites(tables),
  ...appWrites(tables),
});

const accessReads = (tables: Tables): AtOnce<AccessReads> => ({
  ...keyReads(tables),
  ...membershipReads(tables),
  ...userReads(tables),
  ...sessionReads(tables),
  ...resetReads(tables),
  ...tryReads(tables),
});

const accessWrites = (tables: Tables): AtOnce<AccessWrites> => ({
  ...keyWrites(tables),
  ...membershipWrites(tables),
  ...userWrites(tables),
  ...sessionWrites(tables),
  ...resetWrites(tables),
  ...endingWrites(tables),
  ...tryWrites(tables),
  forgetOver: (now, limit) => ({
    sessions: tables.sessions.forget(now, limit).length,
    resets: forgetOverResets(tables, now, limit),
    tries: tables.tries.forget(now, limit).length,
  }),
});

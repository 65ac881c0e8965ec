import type {
  AccessReads,
  AccessWrites,
  AccountReads,
  AccountWrites,
  Unit,
  View,
} from '@tenantry/domain';
import { accountReads, accountWrites } from './accounts.ts';
import { clearing } from './clearing.ts';
import { customerReads, customerWrites } from './customers.ts';
import { deliveryReads, deliveryWrites } from './deliveries.ts';
import { endingWrites } from './endings.ts';
import { type AtOnce, handedOut, type Scope } from './guard.ts';
import { keyReads, keyWrites } from './keys.ts';
import { membershipReads, membershipWrites } from './memberships.ts';
import { partnerReads, partnerWrites } from './partners.ts';
import { recordReads, recordWrites } from './records.ts';
import { registerReads, registerWrites } from './registers.ts';
import { resetReads, resetWrites } from './resets.ts';
import { accountSearch } from './search.ts';
import { sessionReads, sessionWrites } from './sessions.ts';
import type { State } from './state.ts';
import { tryReads, tryWrites } from './tries.ts';
import { userReads, userWrites } from './users.ts';

/** What a read is handed: it finds no method that writes. */
export const viewOf = (state: State, scope: Scope): View => ({
  accounts: handedOut<AccountReads>(accountsRead(state), scope),
  access: handedOut<AccessReads>(accessRead(state), scope),
  deliveries: handedOut<View['deliveries']>(deliveryReads(state), scope),
  records: handedOut<View['records']>(recordReads(state), scope),
});

/** What a unit is handed; it changes the state. */
export const unitOf = (state: State, scope: Scope): Unit => ({
  accounts: handedOut<Unit['accounts']>(
    { ...accountsRead(state), ...accountsWritten(state) },
    scope,
  ),
  access: handedOut<Unit['access']>({ ...accessRead(state), ...accessWritten(state) }, scope),
  deliveries: handedOut<Unit['deliveries']>(
    { ...deliveryReads(state), ...deliveryWrites(state) },
    scope,
  ),
  records: handedOut<Unit['records']>({ ...recordReads(state), ...recordWrites(state) }, scope),
});

const accountsRead = (state: State): AtOnce<AccountReads> => ({
  ...accountReads(state),
  ...customerReads(state),
  ...partnerReads(state),
  ...registerReads(state),
  ...accountSearch(state),
});

const accountsWritten = (state: State): AtOnce<AccountWrites> => ({
  ...accountWrites(state),
  ...customerWrites(state),
  ...partnerWrites(state),
  ...registerWrites(state),
});

const accessRead = (state: State): AtOnce<AccessReads> => ({
  ...membershipReads(state),
  ...userReads(state),
  ...keyReads(state),
  ...sessionReads(state),
  ...resetReads(state),
  ...tryReads(state),
});

const accessWritten = (state: State): AtOnce<AccessWrites> => ({
  ...membershipWrites(state),
  ...endingWrites(state),
  ...userWrites(state),
  ...keyWrites(state),
  ...sessionWrites(state),
  ...resetWrites(state),
  ...tryWrites(state),
  ...clearing(state),
});

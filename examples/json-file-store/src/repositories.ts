import type {
  AccessReads,
  AccessWrites,
  AccountReads,
  AccountWrites,
  Unit,
  View,
} from '@tenantry/domain';
import { accountReads, accountWrites } from './accounts.ts';
import { customerReads, customerWrites } from './customers.ts';
import { deliveries } from './deliveries.ts';
import { type AtOnce, handedOut, type Scope } from './guard.ts';
import { membershipReads, membershipWrites } from './memberships.ts';
import { partnerReads, partnerWrites } from './partners.ts';
import { recordReads, recordWrites } from './records.ts';
import { registerReads, registerWrites } from './registers.ts';
import { sessionReads, sessionWrites } from './sessions.ts';
import type { State } from './state.ts';
import { userReads, userWrites } from './users.ts';

/** What a read is handed: it finds no method that writes. */
export const viewOf = (state: State, scope: Scope): View => ({
  accounts: handedOut<AccountReads>(accountsRead(state), scope),
  access: handedOut<AccessReads>(accessRead(state), scope),
  records: handedOut<View['records']>(recordReads(state), scope),
});

/** What a unit is handed; it changes the state. */
export const unitOf = (state: State, scope: Scope): Unit => ({
  accounts: handedOut<Unit['accounts']>(
    { ...accountsRead(state), ...accountsWritten(state) },
    scope,
  ),
  access: handedOut<Unit['access']>({ ...accessRead(state), ...accessWritten(state) }, scope),
  deliveries: handedOut<Unit['deliveries']>(deliveries(state), scope),
  records: handedOut<Unit['records']>({ ...recordReads(state), ...recordWrites(state) }, scope),
});

const accountsRead = (state: State): AtOnce<AccountReads> => ({
  ...accountReads(state),
  ...customerReads(state),
  ...partnerReads(state),
  ...registerReads(state),
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
  ...sessionReads(state),
});

const accessWritten = (state: State): AtOnce<AccessWrites> => ({
  ...membershipWrites(state),
  ...userWrites(state),
  ...sessionWrites(state),
});

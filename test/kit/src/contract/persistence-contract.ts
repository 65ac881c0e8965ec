import { accessLaws } from './access-laws.ts';
import { accountLaws } from './account-laws.ts';
import { appLaws } from './app-laws.ts';
import { attemptLaws } from './attempt-laws.ts';
import { backlogLaws } from './backlog-laws.ts';
import { closeLaws } from './close-laws.ts';
import { closingLaws } from './closing-laws.ts';
import { correctionLaws } from './correction-laws.ts';
import { customerChangeLaws } from './customer-change-laws.ts';
import { customerLaws } from './customer-laws.ts';
import { deliveryLaws } from './delivery-laws.ts';
import { depthLaws } from './depth-laws.ts';
import { endedMailLaws } from './ended-mail-laws.ts';
import { endingLaws } from './ending-laws.ts';
import { exactLaws } from './exact-laws.ts';
import { faultLaws } from './fault-laws.ts';
import { forgottenUserLaws } from './forgotten-user-laws.ts';
import { historyLaws } from './history-laws.ts';
import { holdLaws } from './hold-laws.ts';
import { hostLaws } from './host-laws.ts';
import { invitedRegisterLaws } from './invited-register-laws.ts';
import { keyLaws } from './key-laws.ts';
import { type Law, lawsOn, type OpenStore } from './law.ts';
import { lookupLaws } from './lookup-laws.ts';
import { membershipChangeLaws } from './membership-change-laws.ts';
import { nestedLaws } from './nested-laws.ts';
import { orderLaws } from './order-laws.ts';
import { outboxLaws } from './outbox-laws.ts';
import { overLaws } from './over-laws.ts';
import { parallelLaws } from './parallel-laws.ts';
import { partnerChangeLaws } from './partner-change-laws.ts';
import { partnerConflictLaws } from './partner-conflict-laws.ts';
import { partnerLaws } from './partner-laws.ts';
import { partnerNamedLaws } from './partner-named-laws.ts';
import { partnerRefusedLaws } from './partner-refused-laws.ts';
import { partnerUniqueLaws } from './partner-unique-laws.ts';
import { placeLaws } from './place-laws.ts';
import { raceLaws } from './race-laws.ts';
import { reachLaws } from './reach-laws.ts';
import { readLaws } from './read-laws.ts';
import { recordLaws } from './record-laws.ts';
import { referenceLaws } from './reference-laws.ts';
import { registerChangeLaws } from './register-change-laws.ts';
import { registerLaws } from './register-laws.ts';
import { resetLaws } from './reset-laws.ts';
import { retryLaws } from './retry-laws.ts';
import { searchLaws } from './search-laws.ts';
import { signInLaws } from './sign-in-laws.ts';
import { sizeLaws } from './size-laws.ts';
import { snapshotLaws } from './snapshot-laws.ts';
import { spentLaws } from './spent-laws.ts';
import { statusChangeLaws } from './status-change-laws.ts';
import { statusLaws } from './status-laws.ts';
import { suspensionLaws } from './suspension-laws.ts';
import { triesLaws } from './tries-laws.ts';
import { undoneLaws } from './undone-laws.ts';
import { uniqueLaws } from './unique-laws.ts';
import { unitLaws } from './unit-laws.ts';

/**
 * What every `Persistence` has to do, as laws that know the port and nothing behind it. `open` is
 * called by each law, twice by some, and answers an empty store each time; the law closes it.
 *
 * No runner is needed: `for (const { check } of persistenceContract(open)) await check()`; in one,
 * `bindLaws` makes a test of each. Where cases are generated a failure names fast-check's seed and
 * path: give both to `fc.configureGlobal`, and check that law alone, to see it again.
 */
export const persistenceContract = (open: OpenStore): readonly Law[] => {
  const law = lawsOn(open);
  return [
    accountLaws,
    customerLaws,
    customerChangeLaws,
    partnerLaws,
    partnerNamedLaws,
    partnerChangeLaws,
    registerLaws,
    invitedRegisterLaws,
    registerChangeLaws,
    correctionLaws,
    appLaws,
    lookupLaws,
    searchLaws,
    exactLaws,
    accessLaws,
    membershipChangeLaws,
    placeLaws,
    keyLaws,
    depthLaws,
    statusLaws,
    statusChangeLaws,
    signInLaws,
    resetLaws,
    triesLaws,
    overLaws,
    closingLaws,
    forgottenUserLaws,
    recordLaws,
    historyLaws,
    uniqueLaws,
    referenceLaws,
    partnerUniqueLaws,
    partnerConflictLaws,
    partnerRefusedLaws,
    unitLaws,
    endingLaws,
    undoneLaws,
    spentLaws,
    faultLaws,
    nestedLaws,
    hostLaws,
    raceLaws,
    holdLaws,
    suspensionLaws,
    attemptLaws,
    parallelLaws,
    readLaws,
    snapshotLaws,
    reachLaws,
    orderLaws,
    sizeLaws,
    deliveryLaws,
    outboxLaws,
    retryLaws,
    endedMailLaws,
    backlogLaws,
    closeLaws,
  ].flatMap((laws) => laws(law));
};

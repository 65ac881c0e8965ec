import { MembershipNumber, type Unit, UserName } from '@tenantry/domain';
import { beforehand, type Everything, numbered } from './everything.ts';
import {
  corrected,
  correctedCustomer,
  correctedMaster,
  correctedRegister,
} from './everything-corrected.ts';

/** `accounts.find` and so on: every method that a unit hands out. */
type Call = {
  [Name in keyof Unit]: `${Name}.${Extract<keyof Unit[Name], string>}`;
}[keyof Unit];

type Calls<Name extends keyof Unit> = Readonly<
  Record<Extract<Call, `${Name}.${string}`>, () => Promise<unknown>>
>;

/**
 * Each method once, ready to be called, in an order in which all can be stored. A method that the
 * port gains does not compile here.
 */
export const everyCall = (
  unit: Unit,
  things: Everything,
): Readonly<Record<Call, () => Promise<unknown>>> => ({
  ...callsOfAccounts(unit, things),
  ...callsOfAccess(unit, things),
  ...callsOfDeliveries(unit, things),
  ...callsOfRecords(unit, things),
});

const above = 'installation';
const page = { limit: 10 };
const slice = { skip: 0, limit: 10 };
const until = new Date(Date.UTC(2040, 0));

const callsOfAccounts = ({ accounts }: Unit, things: Everything): Calls<'accounts'> => {
  const { master, customer, partner, register, app } = things;
  return {
    'accounts.find': () => accounts.find(above, master.id),
    'accounts.lineage': () => accounts.lineage(above, master.id),
    'accounts.statuses': () => accounts.statuses([master.id]),
    'accounts.children': () => accounts.children(above, master.id, page),
    'accounts.subtree': () => accounts.subtree(above, master.id, page),
    'accounts.search': () => accounts.search(above, page),
    'accounts.masters': () => accounts.masters(above),
    'accounts.findByAddress': () => accounts.findByAddress(above, master.address),
    'accounts.named': () => accounts.named(above, master.name, ['master'], 10),
    'accounts.findCustomer': () => accounts.findCustomer(above, customer.account.id),
    'accounts.findPartner': () => accounts.findPartner(above, partner.account.id),
    'accounts.partners': () => accounts.partners(above, slice),
    'accounts.findRegister': () => accounts.findRegister(above, register.account.id),
    'accounts.registers': () => accounts.registers(above, master.id, slice),
    'accounts.apps': () => accounts.apps(above, register.account.id, slice),
    'accounts.holdLineage': () => accounts.holdLineage(above, master.id),
    'accounts.holdForChange': () => accounts.holdForChange(above, master.id),
    'accounts.addMaster': () => accounts.addMaster(master),
    'accounts.addCustomer': () => accounts.addCustomer(customer),
    'accounts.saveCustomer': () => accounts.saveCustomer(correctedCustomer(things)),
    'accounts.addPartner': () => accounts.addPartner(partner),
    'accounts.savePartner': () => accounts.savePartner(corrected(things)),
    'accounts.addRegister': () => accounts.addRegister(register),
    'accounts.saveRegister': () => accounts.saveRegister(correctedRegister(things)),
    'accounts.saveMaster': () => accounts.saveMaster(correctedMaster(things)),
    'accounts.saveStatus': () =>
      accounts.saveStatus({ ...numbered(master), version: master.version + 2 }),
    'accounts.addApp': () => accounts.addApp(app),
  };
};

const callsOfAccess = ({ access }: Unit, things: Everything): Calls<'access'> => {
  const { master, user, membership, key, session, reset, tries, delivery } = things;
  const { generation } = membership;
  const member = { ...membership, number: MembershipNumber.parse(1) };
  const { id, credential } = user;
  const renewed = { ...credential, generation: credential.generation + 1 };
  const { lookup } = tries;
  const now = delivery.dueAt;
  return {
    'access.findKey': () => access.findKey(key.id),
    'access.keys': () => access.keys(master.id, page),
    'access.findMembership': () => access.findMembership(membership.id),
    'access.membershipByInvitation': () => access.membershipByInvitation('a hash'),
    'access.membershipByUserName': () => access.membershipByUserName(UserName.parse('Somebody')),
    'access.membershipByMailbox': () => access.membershipByMailbox(master.id, membership.email),
    'access.members': () => access.members(master.id, page),
    'access.memberships': () => access.memberships(id, page),
    'access.findUser': () => access.findUser(id),
    'access.userByMailbox': () => access.userByMailbox(user.email),
    'access.findSession': () => access.findSession(session.id),
    'access.findReset': () => access.findReset(reset.id),
    'access.resetByToken': () => access.resetByToken(reset.hash),
    'access.findTries': () => access.findTries(lookup, now),
    'access.addUser': () => access.addUser(user),
    'access.addMembership': () => access.addMembership(membership),
    'access.saveMembership': () => access.saveMembership(member, { status: 'active', generation }),
    'access.addKey': () => access.addKey(key),
    'access.endKey': () => access.endKey(key.id, { revokedAt: until }),
    'access.noteKeyUse': () => access.noteKeyUse(key.id, until),
    'access.replaceCredential': () => access.replaceCredential(id, credential.generation, renewed),
    'access.addSession': () => access.addSession(session, now),
    'access.advanceSession': () => access.advanceSession({ ...session, serial: 2 }),
    'access.endSession': () => access.endSession(session.id),
    'access.addReset': () => access.addReset(reset, beforehand),
    'access.addTry': () => access.addTry(lookup, until, now),
    'access.removeTry': () => access.removeTry(lookup, until),
    'access.forgetTries': () => access.forgetTries(lookup),
    'access.forgetOver': () => access.forgetOver(beforehand, 10),
    'access.endMemberships': () => access.endMemberships(master.id),
    'access.forgetUser': () => access.forgetUser(id),
  };
};

const callsOfDeliveries = (
  { deliveries }: Unit,
  { delivery, membership }: Everything,
): Calls<'deliveries'> => {
  const settlement = { id: delivery.id, fence: 1, state: 'sent' } as const;
  return {
    'deliveries.findDelivery': () => deliveries.findDelivery(delivery.id),
    'deliveries.listDeliveries': () => deliveries.listDeliveries(page),
    'deliveries.backlog': () => deliveries.backlog(),
    'deliveries.newestOf': () => deliveries.newestOf([membership.id]),
    'deliveries.add': () => deliveries.add([delivery]),
    'deliveries.claim': () => deliveries.claim({ now: delivery.dueAt, until, limit: 10 }),
    'deliveries.settle': () => deliveries.settle(settlement),
    'deliveries.retry': () => deliveries.retry(delivery.id, until),
    'deliveries.forgetEnded': () => deliveries.forgetEnded(beforehand, page),
  };
};

const callsOfRecords = (
  { records }: Unit,
  { installation, delivery, result, event }: Everything,
): Calls<'records'> => {
  const now = delivery.dueAt;
  return {
    'records.installation': () => records.installation(),
    'records.events': () => records.events(above, page),
    'records.addInstallation': () => records.addInstallation(installation),
    'records.setSecretCheck': () => records.setSecretCheck('another'),
    'records.setPolicy': () => records.setPolicy(installation.policy),
    'records.findResult': () => records.findResult([result.lookup], now),
    'records.holdResult': () => records.holdResult([result.lookup]),
    'records.addResult': () => records.addResult(result, now),
    'records.forgetResults': () => records.forgetResults(beforehand, 10),
    'records.addEvent': () => records.addEvent(event),
  };
};

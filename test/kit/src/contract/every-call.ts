import type { Unit } from '@tenantry/domain';
import type { Everything } from './everything.ts';

/** `accounts.find` and so on: every method that a unit hands out. */
type Call = {
  [Name in keyof Unit]: `${Name}.${Extract<keyof Unit[Name], string>}`;
}[keyof Unit];

/** Each method once, ready to be called. A method that the port gains does not compile here. */
export const everyCall = (
  { accounts, access, deliveries, records }: Unit,
  things: Everything,
): Readonly<Record<Call, () => Promise<unknown>>> => {
  const { installation, master, customer, user, membership, key, delivery, result, event } = things;
  const { now, until } = { now: delivery.dueAt, until: new Date(Date.UTC(2040, 0)) };
  const page = { limit: 10 };
  const settlement = { id: delivery.id, fence: 1, state: 'sent' } as const;
  return {
    'accounts.find': () => accounts.find('installation', master.id),
    'accounts.lineage': () => accounts.lineage('installation', master.id),
    'accounts.statuses': () => accounts.statuses([master.id]),
    'accounts.children': () => accounts.children('installation', master.id, page),
    'accounts.subtree': () => accounts.subtree('installation', master.id, page),
    'accounts.masters': () => accounts.masters('installation'),
    'accounts.findCustomer': () => accounts.findCustomer('installation', customer.account.id),
    'accounts.holdLineage': () => accounts.holdLineage('installation', master.id),
    'accounts.addMaster': () => accounts.addMaster(master),
    'accounts.addCustomer': () => accounts.addCustomer(customer),
    'access.findKey': () => access.findKey(key.id),
    'access.findMembership': () => access.findMembership(membership.id),
    'access.addUser': () => access.addUser(user),
    'access.addMembership': () => access.addMembership(membership),
    'access.addKey': () => access.addKey(key),
    'deliveries.add': () => deliveries.add([delivery]),
    'deliveries.claim': () => deliveries.claim({ now, until, limit: 10 }),
    'deliveries.settle': () => deliveries.settle(settlement),
    'records.installation': () => records.installation(),
    'records.events': () => records.events('installation', page),
    'records.addInstallation': () => records.addInstallation(installation),
    'records.setSecretCheck': () => records.setSecretCheck('another'),
    'records.findResult': () => records.findResult([result.lookup], now),
    'records.addResult': () => records.addResult(result, now),
    'records.addEvent': () => records.addEvent(event),
  };
};

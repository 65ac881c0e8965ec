import {
  type NewAccount,
  type NewDelivery,
  type NewMembership,
  type StoredDelivery,
  UserName,
  type View,
} from '@tenantry/domain';
import { beforehand, type Everything } from './everything.ts';

/** Everything as it is read, whole, but for the numbers that a store gives out. */
export const readEverything = async (view: View, things: Everything): Promise<object> => {
  const read = { ...(await readAccounts(view, things)), ...(await readAccess(view, things)) };
  const mail = await readDeliveries(view, things);
  return { ...withoutNumbers(read), ...mail, ...(await readRecords(view, things)) };
};

const readAccounts = async (
  { accounts }: View,
  { master, customer, partner, register }: Everything,
) => {
  const page = { limit: 10 };
  const [reference = { name: 'none', value: 'none' }] = customer.references;
  const slice = { skip: 0, limit: 10 };
  const above = 'installation';
  return {
    masters: await accounts.masters(above),
    master: await accounts.find(above, master.id),
    byAddress: await accounts.findByAddress(above, master.address),
    named: await accounts.named(above, master.name, ['master'], 10),
    children: await accounts.children(above, master.id, page),
    subtree: await accounts.subtree(above, master.id, page),
    search: await accounts.search(above, page),
    referred: await accounts.search(above, { ...page, reference }),
    statuses: await accounts.statuses([master.id, customer.account.id]),
    customer: await accounts.findCustomer(above, customer.account.id),
    partner: await accounts.findPartner(above, partner.account.id),
    partners: await accounts.partners(above, slice),
    register: await accounts.findRegister(above, register.account.id),
    registers: await accounts.registers(above, master.id, slice),
    apps: await accounts.apps(above, register.account.id, slice),
  };
};

const readAccess = async (
  { access }: View,
  { master, customer, partner, register, membership, key, session, reset, tries, user }: Everything,
) => ({
  membership: await access.findMembership(membership.id),
  byUserName: await access.membershipByUserName(UserName.parse('SOMEBODY')),
  byMailbox: await access.membershipByMailbox(master.id, membership.email),
  byInvitation: await access.membershipByInvitation(hashOf(customer.members[0])),
  members: await access.members(master.id, { limit: 10 }),
  memberships: await access.memberships(user.id, { limit: 10 }),
  contact: await access.findMembership(partner.contactMember.id),
  key: await access.findKey(key.id),
  keys: await access.keys(master.id, { limit: 10 }),
  user: await access.findUser(user.id),
  userByMailbox: await access.userByMailbox(register.user.email),
  session: await access.findSession(session.id),
  reset: await access.findReset(reset.id),
  byToken: await access.resetByToken(reset.hash),
  tries: await access.findTries(tries.lookup, beforehand),
});

const readDeliveries = async (
  { deliveries }: View,
  { delivery, membership: { id } }: Everything,
) => {
  const newest = await deliveries.newestOf([id]);
  return {
    delivery: unfenced(await deliveries.findDelivery(delivery.id)),
    deliveries: (await deliveries.listDeliveries({ limit: 10 })).map(unfenced),
    due: (await deliveries.listDeliveries({ limit: 10, state: 'due' })).map(unfenced),
    backlog: await deliveries.backlog(),
    newest: new Map(Array.from(newest, ([owedTo, mail]) => [owedTo, unfenced(mail)])),
  };
};

const readRecords = async ({ records }: View, { result }: Everything) => {
  const events = await records.events('installation', { limit: 10 });
  return {
    installation: await records.installation(),
    result: await records.findResult([result.lookup], beforehand),
    events: events.map(({ position: _, ...event }) => event),
  };
};

/** What `readEverything` answers once everything is stored. */
export const whole = (things: Everything): object => {
  const { master, partner, membership, app, key, user, session, reset, result, event } = things;
  const { uniqueReferenceNames: _, ...customer } = things.customer;
  const { user: registered, ...register } = things.register;
  const children = [customer, partner, register].map(({ account }) => account).toSorted(byId);
  const { lookup: __, ...tries } = things.tries;
  const found = { membership, lineage: [master] };
  const mail = [things.delivery, things.resetMail, things.note].toSorted(byId).map(due);
  return {
    installation: things.installation,
    masters: [master],
    master,
    byAddress: master,
    named: [master],
    children,
    subtree: [master, ...children],
    search: [master, ...children].toSorted(byId),
    referred: [customer.account],
    statuses: new Map([master, customer.account].map(({ id, status }) => [id, status])),
    customer,
    partner,
    partners: { total: 1, items: [partner] },
    register,
    registers: { total: 1, items: [register] },
    apps: { total: 1, items: [app] },
    membership: found,
    byUserName: found,
    byMailbox: found,
    byInvitation: { membership: customer.members[0], lineage: [master, customer.account] },
    members: [membership],
    memberships: [found],
    contact: { membership: partner.contactMember, lineage: [master, partner.account] },
    key: { key, lineage: [master] },
    keys: [key, things.successor].toSorted(byId),
    user,
    userByMailbox: registered,
    session,
    reset,
    byToken: reset,
    tries,
    delivery: due(things.delivery),
    deliveries: mail,
    due: mail,
    backlog: { count: mail.length, since: firstDue(mail) },
    newest: new Map([[membership.id, due(things.delivery)]]),
    result,
    events: [event],
  };
};

/** What it answers where nothing is. */
export const nothing: object = {
  installation: undefined,
  masters: [],
  master: undefined,
  byAddress: undefined,
  named: [],
  children: [],
  subtree: [],
  search: [],
  referred: [],
  statuses: new Map(),
  customer: undefined,
  partner: undefined,
  partners: { total: 0, items: [] },
  register: undefined,
  registers: { total: 0, items: [] },
  apps: { total: 0, items: [] },
  membership: undefined,
  byUserName: undefined,
  byMailbox: undefined,
  byInvitation: undefined,
  members: [],
  memberships: [],
  contact: undefined,
  key: undefined,
  keys: [],
  user: undefined,
  userByMailbox: undefined,
  session: undefined,
  reset: undefined,
  byToken: undefined,
  tries: undefined,
  delivery: undefined,
  deliveries: [],
  due: [],
  backlog: { count: 0 },
  newest: new Map(),
  result: undefined,
  events: [],
};

type WithId = Pick<NewAccount | NewDelivery, 'id'>;

const byId = (a: WithId, b: WithId): number => (a.id < b.id ? -1 : 1);

const hashOf = (member: NewMembership | undefined): string =>
  (member?.status === 'invited' && member.invitation?.hash) || 'no invitation';

const firstDue = (mail: readonly NewDelivery[]): Date =>
  new Date(Math.min(...mail.map(({ dueAt }) => dueAt.getTime())));

/** Mail as it stands in the outbox before anybody has claimed it, but for its fence. */
const due = (delivery: NewDelivery) => ({ ...delivery, state: 'due', attempts: 0 });

/** What fence there is before the first claim is a store's own business. */
const unfenced = (stored: StoredDelivery | undefined) => {
  if (stored === undefined) return undefined;
  const { fence: _, ...delivery } = stored;
  return delivery;
};

/** Whatever is left of a value without the numbers in it; of a broken one too. */
const withoutNumbers = (parts: object): object =>
  Object.fromEntries(
    Object.entries(parts).flatMap(([key, part]: [string, unknown]) =>
      key === 'number' ? [] : [[key, unnumbered(part)]],
    ),
  );

export function unnumbered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unnumbered);
  if (typeof value !== 'object' || value === null) return value;
  return value instanceof Date || value instanceof Map ? value : withoutNumbers(value);
}

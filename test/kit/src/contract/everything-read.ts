import { type NewAccount, UserName, type View } from '@tenantry/domain';
import { beforehand, type Everything } from './everything.ts';

/** Everything as it is read, whole, but for the numbers that a store gives out. */
export const readEverything = async (view: View, things: Everything): Promise<object> => {
  const read = { ...(await readAccounts(view, things)), ...(await readAccess(view, things)) };
  return { ...withoutNumbers(read), ...(await readRecords(view, things)) };
};

const readAccounts = async (
  { accounts }: View,
  { master, customer, partner, register }: Everything,
) => {
  const page = { limit: 10 };
  const slice = { skip: 0, limit: 10 };
  const above = 'installation';
  return {
    masters: await accounts.masters(above),
    master: await accounts.find(above, master.id),
    byAddress: await accounts.findByAddress(above, master.address),
    named: await accounts.named(above, master.name, ['master'], 10),
    children: await accounts.children(above, master.id, page),
    subtree: await accounts.subtree(above, master.id, page),
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
  { master, partner, register, membership, key, session, tries, user }: Everything,
) => ({
  membership: await access.findMembership(membership.id),
  byUserName: await access.membershipByUserName(UserName.parse('SOMEBODY')),
  byMailbox: await access.membershipByMailbox(master.id, membership.email),
  members: await access.members(master.id),
  contact: await access.findMembership(partner.contactMember.id),
  key: await access.findKey(key.id),
  user: await access.findUser(user.id),
  userByMailbox: await access.userByMailbox(register.user.email),
  session: await access.findSession(session.id),
  tries: await access.findTries(tries.lookup, beforehand),
});

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
  const { master, partner, membership, app, key, user, session, result, event } = things;
  const { uniqueReferenceNames: _, ...customer } = things.customer;
  const { user: registered, ...register } = things.register;
  const children = [customer, partner, register].map(({ account }) => account).toSorted(byId);
  const { lookup: __, ...tries } = things.tries;
  const found = { membership, lineage: [master] };
  return {
    installation: things.installation,
    masters: [master],
    master,
    byAddress: master,
    named: [master],
    children,
    subtree: [master, ...children],
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
    members: [membership],
    contact: { membership: partner.contactMember, lineage: [master, partner.account] },
    key: { key, lineage: [master] },
    user,
    userByMailbox: registered,
    session,
    tries,
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
  members: [],
  contact: undefined,
  key: undefined,
  user: undefined,
  userByMailbox: undefined,
  session: undefined,
  tries: undefined,
  result: undefined,
  events: [],
};

const byId = (a: NewAccount, b: NewAccount): number => (a.id < b.id ? -1 : 1);

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

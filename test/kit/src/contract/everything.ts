import {
  type Account,
  AccountNumber,
  type Installation,
  type KeptResult,
  type NewAccount,
  type NewCustomer,
  type NewDelivery,
  type NewEvent,
  type NewMembership,
  ok,
  type Persistence,
  type StoredApiKey,
  type Unit,
  type User,
  UserName,
  type View,
} from '@tenantry/domain';
import { same } from './expect.ts';
import type { Make } from './make.ts';
import { stored } from './unit.ts';

/** One of each thing that can be stored. */
export interface Everything {
  readonly installation: Installation;
  readonly master: NewAccount;
  readonly customer: NewCustomer;
  readonly user: User;
  readonly membership: NewMembership;
  readonly key: StoredApiKey;
  readonly delivery: NewDelivery;
  readonly result: KeptResult;
  readonly event: NewEvent;
}

export const everythingOf = (make: Make): Everything => {
  const master = make.master();
  const user = make.user({ credential: { hash: 'h', origin: 'given', generation: 1 } });
  const customer = make.customer([numbered(master)], {
    people: 2,
    references: [{ name: 'CRM', value: 'one', metadata: { region: 'EU' } }],
    workflows: [{ workflowDefinitionId: 'w', workflowName: 'Watch' }],
    configurations: '{"a": {"b": [1.0]}}',
    uniqueReferenceNames: ['CRM'],
  });
  const membership: NewMembership = {
    ...make.place(master.id),
    userName: UserName.parse('Somebody'),
    status: 'active',
    userId: user.id,
  };
  return {
    installation: make.installation(),
    master,
    customer,
    user,
    membership,
    key: make.key(master.id, { expiresAt: make.time(), revokedAt: make.time() }),
    delivery: make.delivery(membership.id),
    result: make.result(),
    event: make.event(master.id),
  };
};

/** Before anything that is made lapses. */
const beforehand = new Date(0);

/** Long after anything that is made is due. */
const later = { now: new Date(Date.UTC(2040, 0)), until: new Date(Date.UTC(2041, 0)), limit: 10 };

/** What the repositories answered, and what they read right after. */
export const writeEverything = async (unit: Unit, things: Everything): Promise<unknown> => {
  const { accounts, access, deliveries, records } = unit;
  return [
    stored(await records.addInstallation(things.installation)),
    stored(await accounts.addMaster(things.master)),
    stored(await accounts.addCustomer(things.customer)),
    stored(await access.addUser(things.user)),
    stored(await access.addMembership(things.membership)),
    await access.addKey(things.key),
    await deliveries.add([things.delivery]),
    stored(await records.addResult(things.result, beforehand)),
    await records.addEvent(things.event),
    await readEverything(unit, things),
  ];
};

/** Everything as it is read, whole, but for the numbers that a store gives out. */
export const readEverything = async (
  { accounts, access, records }: View,
  { master, customer, membership, key, result }: Everything,
): Promise<object> => {
  const page = { limit: 10 };
  const events = await records.events('installation', page);
  return {
    installation: await records.installation(),
    masters: unnumbered(await accounts.masters('installation')),
    master: unnumbered(await accounts.find('installation', master.id)),
    children: unnumbered(await accounts.children('installation', master.id, page)),
    subtree: unnumbered(await accounts.subtree('installation', master.id, page)),
    statuses: await accounts.statuses([master.id, customer.account.id]),
    customer: unnumbered(await accounts.findCustomer('installation', customer.account.id)),
    membership: unnumbered(await access.findMembership(membership.id)),
    key: unnumbered(await access.findKey(key.id)),
    result: await records.findResult([result.lookup], beforehand),
    events: events.map(({ position: _, ...event }) => event),
  };
};

/** What `readEverything` answers once everything is stored. */
export const whole = (things: Everything): object => {
  const { uniqueReferenceNames: _, ...customer } = things.customer;
  return {
    installation: things.installation,
    masters: [things.master],
    master: things.master,
    children: [customer.account],
    subtree: [things.master, customer.account],
    statuses: new Map([things.master, customer.account].map(({ id, status }) => [id, status])),
    customer,
    membership: { membership: things.membership, lineage: [things.master] },
    key: { key: things.key, lineage: [things.master] },
    result: things.result,
    events: [things.event],
  };
};

/** What it answers where nothing is. */
export const nothing: object = {
  installation: undefined,
  masters: [],
  master: undefined,
  children: [],
  subtree: [],
  statuses: new Map(),
  customer: undefined,
  membership: undefined,
  key: undefined,
  result: undefined,
  events: [],
};

export const demandStored = async (store: Persistence, things: Everything): Promise<void> => {
  const read = await store.read((view) => readEverything(view, things));
  same(read, whole(things), 'what was stored reads differently');
  same(await owedIn(store), [things.delivery], 'the mail that is owed is not what was stored');
};

/** Nothing to be read, nothing owed, and no unique value in use. */
export const demandNoTrace = async (store: Persistence, things: Everything): Promise<void> => {
  const read = await store.read((view) => readEverything(view, things));
  same(read, nothing, 'something of what was rolled back can be read');
  same(await owedIn(store), [], 'mail of what was rolled back is owed');
  const again = await store.transact(async (unit) => ok(await writeEverything(unit, things)));
  same(again.ok, true, 'what was rolled back cannot be stored again');
  await demandStored(store, things);
};

/** Asked in a unit that rolls back, so that the claim leaves no lease. */
async function owedIn(store: Persistence): Promise<unknown> {
  const answer = await store.transact(async ({ deliveries }) => {
    const claimed = await deliveries.claim(later);
    const owed = claimed.map(({ attempts: _, fence: __, ...delivery }) => delivery);
    return { ok: false, error: { kind: 'owed', owed } } as const;
  });
  return answer.ok || answer.error.kind !== 'owed' ? answer : answer.error.owed;
}

/** A lineage asks for numbers that are not known before something is stored. */
export const numbered = (account: NewAccount): Account => ({
  ...account,
  number: AccountNumber.parse(1),
});

/** Whatever is left of a value without the numbers in it; of a broken one too. */
function unnumbered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unnumbered);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const parts: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    parts.flatMap(([key, part]) => (key === 'number' ? [] : [[key, unnumbered(part)]])),
  );
}

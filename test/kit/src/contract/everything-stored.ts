import { type NewDelivery, ok, type Persistence, type Unit } from '@tenantry/domain';
import { beforehand, type Everything } from './everything.ts';
import { nothing, readEverything, whole } from './everything-read.ts';
import { same } from './expect.ts';
import { stored } from './unit.ts';

/** What the repositories answered, and what they read right after. */
export const writeEverything = async (unit: Unit, things: Everything): Promise<unknown> => [
  ...(await addEverything(unit, things)),
  await readEverything(unit, things),
];

/** What the repositories answered. */
export const addEverything = async (
  unit: Unit,
  things: Everything,
): Promise<readonly unknown[]> => {
  const { accounts, access, deliveries, records } = unit;
  const { lookup, until } = things.tries;
  return [
    stored(await records.addInstallation(things.installation)),
    stored(await accounts.addMaster(things.master)),
    stored(await accounts.addCustomer(things.customer)),
    stored(await accounts.addPartner(things.partner)),
    stored(await accounts.addRegister(things.register)),
    stored(await accounts.addApp(things.app)),
    stored(await access.addUser(things.user)),
    stored(await access.addMembership(things.membership)),
    await access.addKey(things.key),
    await access.addKey(things.successor),
    await access.addSession(things.session, beforehand),
    await access.addReset(things.reset, beforehand),
    await access.addTry(lookup, until, beforehand),
    await deliveries.add(mailOf(things)),
    stored(await records.addResult(things.result, beforehand)),
    await records.addEvent(things.event),
  ];
};

const mailOf = ({ delivery, resetMail, note }: Everything): readonly NewDelivery[] => [
  delivery,
  resetMail,
  note,
];

const byId = (a: NewDelivery, b: NewDelivery): number => (a.id < b.id ? -1 : 1);

/** Long after anything that is made is due. */
const later = { now: new Date(Date.UTC(2040, 0)), until: new Date(Date.UTC(2041, 0)), limit: 10 };

/** History may be held back for a moment, by what is under way elsewhere. */
const mostReads = 200;

export const demandStored = async (store: Persistence, things: Everything): Promise<void> => {
  const ask = () => store.read((view) => readEverything(view, things));
  let read = await ask();
  for (let reads = 1; reads < mostReads && hasNoHistory(read); reads++) read = await ask();
  same(read, whole(things), 'what was stored reads differently');
  same(
    await owedIn(store),
    mailOf(things).toSorted(byId),
    'the mail that is owed is not what was stored',
  );
};

const hasNoHistory = (read: object): boolean => {
  const events: unknown = Reflect.get(read, 'events');
  return Array.isArray(events) && events.length === 0;
};

/** Nothing to be read, nothing owed, and no unique value in use. */
export const demandNoTrace = async (store: Persistence, things: Everything): Promise<void> => {
  const read = await store.read((view) => readEverything(view, things));
  same(read, nothing, 'something of what was rolled back can be read');
  same(await owedIn(store), [], 'mail of what was rolled back is owed');
  const again = await store.transact(async (unit) => ok(await addEverything(unit, things)));
  same(again.ok, true, 'what was rolled back cannot be stored again');
  await demandStored(store, things);
};

/** Asked in a unit that rolls back, so that the claim leaves no lease. */
async function owedIn(store: Persistence): Promise<unknown> {
  const answer = await store.transact(async ({ deliveries }) => {
    const claimed = await deliveries.claim(later);
    const owed = claimed.map(({ attempts: _, fence: __, ...delivery }) => delivery);
    return { ok: false, error: { kind: 'owed', owed: owed.toSorted(byId) } } as const;
  });
  return answer.ok || answer.error.kind !== 'owed' ? answer : answer.error.owed;
}

import type { DeliveryReads, MembershipId, Persistence, StoredDelivery } from '@tenantry/domain';
import { altered, type BrokenAdapter, broken, looking, relaying } from './altered.ts';

const losesReasons = (): Persistence =>
  relaying((deliveries) => ({
    settle: ({ reason: _, ...settlement }) => deliveries.settle(settlement),
  }));

const alwaysHasAReason = (): Persistence =>
  relaying((deliveries) => ({
    settle: (settlement) => deliveries.settle({ reason: 'none', ...settlement }),
  }));

const settlesTwice = (): Persistence =>
  relaying((deliveries) => ({
    settle: async (settlement) => {
      const before = await deliveries.findDelivery(settlement.id);
      return (await deliveries.settle(settlement)) || before?.fence === settlement.fence;
    },
  }));

const hidesLeases = (): Persistence =>
  looking((deliveries) => ({
    findDelivery: async (id) => {
      const found = await deliveries.findDelivery(id);
      if (found === undefined) return undefined;
      const { leasedUntil: _, ...delivery } = found;
      return delivery;
    },
  }));

const listsEveryState = (): Persistence =>
  looking((deliveries) => ({
    listDeliveries: ({ state: _, ...page }) => deliveries.listDeliveries(page),
  }));

const repeatsMail = (): Persistence =>
  looking((deliveries) => ({
    listDeliveries: ({ after: _, ...page }) => deliveries.listDeliveries(page),
  }));

/** What is newest by `before`, where it is to be by generation and then by id. */
const choosing = (before: (a: StoredDelivery, b: StoredDelivery) => boolean) => (): Persistence =>
  looking((deliveries) => ({
    newestOf: async (memberships) => {
      const newest = new Map<MembershipId, StoredDelivery>();
      for (const mail of await deliveries.listDeliveries({ limit: 1000 })) {
        if (mail.kind !== 'invitation' || !memberships.includes(mail.membershipId)) continue;
        const chosen = newest.get(mail.membershipId);
        if (chosen === undefined || before(chosen, mail)) newest.set(mail.membershipId, mail);
      }
      return newest;
    },
  }));

const retriesAnything = (): Persistence =>
  relaying((deliveries) => ({
    retry: async (id, at) => {
      const found = await deliveries.findDelivery(id);
      return (await deliveries.retry(id, at)) || found !== undefined;
    },
  }));

const retriesTheUndeliverable = (): Persistence =>
  relaying((deliveries) => ({
    retry: async (id, at) => {
      const found = await deliveries.findDelivery(id);
      return found?.state === 'undeliverable' && deliveries.retry(id, at);
    },
  }));

/** The failures that were counted before it was tried again. */
const remembersFailures = (): Persistence => {
  const failures = new Map<string, number>();
  return relaying((deliveries) => ({
    retry: async (id, at) => {
      const found = await deliveries.findDelivery(id);
      failures.set(id, found?.attempts ?? 0);
      const isRetried = await deliveries.retry(id, at);
      for (const claimed of await deliveries.claim({ now: at, until: at, limit: 100 })) {
        const attempts = failures.get(claimed.id) ?? claimed.attempts;
        const { fence } = claimed;
        await deliveries.settle({ id: claimed.id, fence, state: 'retry', at, attempts });
      }
      return isRetried;
    },
  }));
};

/** The backlog, counted by hand. */
const counting =
  (counted: (mail: StoredDelivery) => boolean, first: (times: readonly number[]) => number) =>
  (): Persistence =>
    looking((deliveries) => ({
      backlog: async () => {
        const all = await deliveries.listDeliveries({ limit: 1000 });
        const times = all.filter(counted).map(({ dueAt }) => dueAt.getTime());
        const since = new Date(first(times));
        return times.length === 0 ? { count: 0 } : { count: times.length, since };
      },
    }));

const earliest = (times: readonly number[]): number => Math.min(...times);
const latest = (times: readonly number[]): number => Math.max(...times);
const isDue = ({ state }: StoredDelivery): boolean => state === 'due';

const neverWithoutATime = (): Persistence =>
  looking((deliveries) => ({
    backlog: async () => ({ since: new Date(0), ...(await deliveries.backlog()) }),
  }));

/** Since it was added, whatever came of it. */
const owesWhatIsHeld = (): Persistence => {
  const added = new Map<string, number>();
  const backlogOf = (deliveries: DeliveryReads) => async () => {
    const due = await deliveries.listDeliveries({ state: 'due', limit: 1000 });
    const since = new Date(earliest(due.map(({ id }) => added.get(id) ?? 0)));
    return due.length === 0 ? { count: 0 } : { count: due.length, since };
  };
  return altered(
    ({ deliveries, ...unit }) => ({
      ...unit,
      deliveries: {
        ...deliveries,
        backlog: backlogOf(deliveries),
        add: async (owed) => {
          for (const { id, dueAt } of owed) added.set(id, dueAt.getTime());
          await deliveries.add(owed);
        },
      },
    }),
    ({ deliveries, ...view }) => ({
      ...view,
      deliveries: { ...deliveries, backlog: backlogOf(deliveries) },
    }),
  );
};

/** Whatever it once found. */
const remembersMail = (): Persistence => {
  const found = new Map<string, StoredDelivery>();
  return looking((deliveries) => ({
    findDelivery: async (id) => {
      const delivery = (await deliveries.findDelivery(id)) ?? found.get(id);
      if (delivery !== undefined) found.set(id, delivery);
      return delivery;
    },
  }));
};

const waiting = 'the backlog is all mail that is due, and since when the first of it is owed';
const noYounger = 'a failed try does not make the backlog younger';
const reasons = 'why mail was not sent is kept until there is another reason';
const listed = 'mail is listed by id, that of one state alone where it is asked for';
const newest =
  'the newest mail of a membership is of its highest generation, then of the highest id';
const anew = 'mail that is to be tried again is due as if it had never been tried';

/** Adapters whose outbox tells whoever looks after it something else than what is so. */
export const brokenOutboxes: readonly BrokenAdapter[] = [
  broken('loses why mail was not sent', losesReasons, reasons),
  broken('forgets a reason where none is told', alwaysHasAReason, reasons),
  broken(
    'settles mail that has ended',
    settlesTwice,
    'mail stands as it was settled, in each state',
  ),
  broken(
    'hides who has mail',
    hidesLeases,
    'mail of each kind is claimed whole, and stands in the outbox with its lease',
  ),
  broken('lists mail of every state', listsEveryState, listed),
  broken('repeats a page of mail', repeatsMail, listed),
  broken(
    'takes the last id for the newest',
    choosing((a, b) => a.id < b.id),
    newest,
  ),
  broken(
    'takes the latest due for the newest',
    choosing((a, b) => a.dueAt < b.dueAt),
    newest,
  ),
  broken(
    'takes the first of a generation for the newest',
    choosing((a, b) => a.generation < b.generation),
    newest,
  ),
  broken(
    'counts no mail under a lease as backlog',
    counting((mail) => isDue(mail) && mail.leasedUntil === undefined, earliest),
    waiting,
  ),
  broken('tells when the last of the backlog is due', counting(isDue, latest), waiting),
  broken('forgets since when mail that failed is owed', counting(isDue, earliest), noYounger),
  broken(
    'takes mail that was held back for owed all the while',
    owesWhatIsHeld,
    'mail that is held back is owed from when it is due again',
  ),
  broken('tells since when there is no backlog', neverWithoutATime, waiting),
  broken(
    'counts what has failed for good as backlog',
    counting(({ state }) => state === 'due' || state === 'undeliverable', earliest),
    'mail that has ended is no backlog, however it ended',
  ),
  broken('tries only the undeliverable again', retriesTheUndeliverable, anew),
  broken('counts the failures before it tries again', remembersFailures, anew),
  broken(
    'tries anything again',
    retriesAnything,
    'mail that was sent, or is being sent, is not tried again',
  ),
  broken(
    'remembers mail about whom it forgot',
    remembersMail,
    'a user of whom a place is left stays, and one of whom none is goes whole',
  ),
];

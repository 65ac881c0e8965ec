import type {
  Deliveries,
  DeliveryReads,
  EndedMail,
  MembershipId,
  StoredDelivery,
  Subject,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, existing, type OwedDelivery, replace, type State } from './state.ts';

/** Mail that is owed, and mail that was. */
export const deliveryReads = (state: State): AtOnce<DeliveryReads> => ({
  findDelivery: (id) => state.deliveries.filter((delivery) => delivery.id === id).map(shown)[0],

  listDeliveries: ({ after = '', limit, state: wanted }) =>
    state.deliveries
      .filter((delivery) => wanted === undefined || delivery.state === wanted)
      .filter(({ id }) => id > after)
      .toSorted(byId)
      .slice(0, limit)
      .map(shown),

  backlog: () => {
    const due = state.deliveries.filter((delivery) => delivery.state === 'due').toSorted(byOwedAt);
    const [first] = due;
    return { count: due.length, ...(first === undefined ? {} : { since: first.owedAt }) };
  },

  newestOf: (memberships) => {
    const newest = new Map<MembershipId, StoredDelivery>();
    for (const delivery of state.deliveries.toSorted(byAge))
      if (delivery.kind === 'invitation' && memberships.includes(delivery.membershipId))
        newest.set(delivery.membershipId, shown(delivery));
    return newest;
  },
});

export const deliveryWrites = (state: State): AtOnce<Deliveries> => ({
  add: (added) => {
    for (const delivery of added) {
      demandSubject(state, delivery);
      const owedAt = delivery.dueAt;
      add(state.deliveries, { ...delivery, owedAt, state: 'due', attempts: 0, fence: 0 });
    }
  },

  claim: ({ now, until, limit }) =>
    state.deliveries
      .filter((delivery) => delivery.state === 'due' && delivery.dueAt <= now)
      .filter((delivery) => isFree(delivery, now))
      .toSorted(byFailures)
      .slice(0, limit)
      .map((free) => {
        const fence = ++state.given.fence;
        replace(state.deliveries, { ...free, fence, leasedUntil: until });
        const { state: _, leasedUntil: __, reason: ___, ...delivery } = shown(free);
        return { ...delivery, fence };
      }),

  settle: (settlement) => {
    const row = state.deliveries.find(({ id }) => id === settlement.id);
    if (row?.state !== 'due' || row.fence !== settlement.fence) return false;
    const { leasedUntil: _, ...released } = row;
    const { reason = row.reason } = settlement;
    replace(state.deliveries, {
      ...released,
      ...(reason === undefined ? {} : { reason }),
      ...('attempts' in settlement ? { attempts: settlement.attempts } : {}),
      ...(settlement.state === 'retry'
        ? { dueAt: settlement.at, owedAt: owedAfter(row, settlement) }
        : { state: settlement.state }),
    });
    return true;
  },

  retry: (id, at) => {
    const row = state.deliveries.find((delivery) => delivery.id === id);
    if (row === undefined || !mayBeTriedAgain(row, at)) return false;
    const { leasedUntil: _, reason: __, ...untried } = row;
    replace(state.deliveries, { ...untried, state: 'due', attempts: 0, dueAt: at });
    return true;
  },

  forgetEnded: (before, { after, limit }) => {
    const ended = state.deliveries
      .filter((delivery) => delivery.state !== 'due' && delivery.dueAt < before)
      .filter((delivery) => after === undefined || byEnd(delivery, after) > 0)
      .toSorted(byEnd)
      .slice(0, limit);
    const last = ended.at(-1);
    if (last === undefined) return { forgotten: 0 };
    const gone = new Set(ended.filter((delivery) => !isStillNeeded(state, delivery)));
    state.deliveries = state.deliveries.filter((delivery) => !gone.has(delivery));
    return { forgotten: gone.size, last: { dueAt: last.dueAt, id: last.id } };
  },
});

/** The newest message to an invited member tells how the mail to that one stands. */
function isStillNeeded(state: State, message: OwedDelivery): boolean {
  if (message.kind !== 'invitation') return false;
  const { id, status } = existing(state.memberships, message.membershipId);
  const newest = deliveryReads(state).newestOf([id]);
  return status === 'invited' && Array.from(newest)[0]?.[1].id === message.id;
}

const shown = ({ owedAt: _, ...delivery }: OwedDelivery): StoredDelivery => delivery;

/** A fault where what a message is about does not exist. */
function demandSubject(state: State, subject: Subject): void {
  switch (subject.kind) {
    case 'invitation':
      existing(state.memberships, subject.membershipId);
      return;
    case 'passwordReset':
      existing(state.resets, subject.resetId);
      return;
    case 'passwordChanged':
      existing(state.users, subject.userId);
  }
}

/** What is only held back, without a failure, is not owed until it is due again. */
const owedAfter = (
  before: OwedDelivery,
  { at, attempts }: { readonly at: Date; readonly attempts: number },
): Date => (attempts > before.attempts ? before.owedAt : at);

const isFree = ({ leasedUntil }: StoredDelivery, now: Date): boolean =>
  leasedUntil === undefined || leasedUntil <= now;

const mayBeTriedAgain = (delivery: StoredDelivery, at: Date): boolean =>
  delivery.state === 'undeliverable' || (delivery.state === 'due' && isFree(delivery, at));

const byId = (a: EndedMail, b: EndedMail): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const byAge = (a: StoredDelivery, b: StoredDelivery): number =>
  a.generation - b.generation || byId(a, b);

const byDueAt = (a: EndedMail, b: EndedMail): number => a.dueAt.getTime() - b.dueAt.getTime();

const byEnd = (a: EndedMail, b: EndedMail): number => byDueAt(a, b) || byId(a, b);

const byOwedAt = (a: OwedDelivery, b: OwedDelivery): number =>
  a.owedAt.getTime() - b.owedAt.getTime();

const byFailures = (a: StoredDelivery, b: StoredDelivery): number =>
  a.attempts - b.attempts || byDueAt(a, b);

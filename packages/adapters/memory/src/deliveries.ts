import type {
  Deliveries,
  DeliveryReads,
  EndedMail,
  MembershipId,
  StoredDelivery,
  Subject,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { existingMembership } from './members.ts';
import type { OwedDelivery, Tables } from './tables.ts';
import { existingUser } from './users.ts';

export const deliveryReads = (tables: Tables): AtOnce<DeliveryReads> => ({
  findDelivery: (id) => stored(tables, [id]).map(shown)[0],

  listDeliveries: ({ after, limit, state }) =>
    stored(tables, tables.deliveriesIn.after(state ?? 'any', after).slice(0, limit)).map(shown),

  backlog: () => {
    const due = stored(tables, tables.deliveriesIn.after('due'));
    const [first, ...others] = due.map(({ owedAt }) => owedAt);
    if (first === undefined) return { count: 0 };
    const since = others.reduce((earliest, at) => (at < earliest ? at : earliest), first);
    return { count: due.length, since };
  },

  newestOf: (memberships) => {
    const newest = new Map<MembershipId, StoredDelivery>();
    for (const membershipId of memberships) {
      const [last] = stored(
        tables,
        tables.deliveriesAbout.after(aboutKey({ kind: 'invitation', membershipId })),
      ).toSorted(byNewest);
      if (last !== undefined) newest.set(membershipId, shown(last));
    }
    return newest;
  },
});

export const deliveryWrites = (tables: Tables): AtOnce<Deliveries> => ({
  add: (added) => {
    for (const delivery of added) {
      const { id } = delivery;
      if (tables.deliveries.get(id) !== undefined) throw new Error(`delivery ${id} is stored`);
      existingSubject(tables, delivery);
      tables.deliveries.set(id, {
        ...delivery,
        owedAt: delivery.dueAt,
        state: 'due',
        attempts: 0,
        fence: 0,
      });
      tables.deliveriesIn.add('any', id);
      tables.deliveriesIn.add('due', id);
      tables.deliveriesAbout.add(aboutKey(delivery), id);
    }
  },

  claim: ({ now, until, limit }) =>
    stored(tables, tables.deliveriesIn.after('due'))
      .filter((delivery) => delivery.dueAt <= now && isFree(delivery, now))
      .toSorted(byFailures)
      .slice(0, limit)
      .map((free) => {
        const { state: _, leasedUntil: __, reason: ___, ...delivery } = shown(free);
        const fence = ++tables.given.fence;
        replace(tables, free, { ...free, fence, leasedUntil: until });
        return { ...delivery, fence };
      }),

  settle: (settlement) => {
    const { id, fence, reason } = settlement;
    const before = tables.deliveries.get(id);
    if (before?.state !== 'due' || before.fence !== fence) return false;
    const { leasedUntil: _, ...released } = before;
    replace(tables, before, {
      ...released,
      ...(reason === undefined ? {} : { reason }),
      ...('attempts' in settlement ? { attempts: settlement.attempts } : {}),
      ...(settlement.state === 'retry'
        ? { dueAt: settlement.at, owedAt: owedAfter(before, settlement) }
        : { state: settlement.state }),
    });
    return true;
  },

  retry: (id, at) => {
    const before = tables.deliveries.get(id);
    const mayBeDue =
      before?.state === 'undeliverable' || (before?.state === 'due' && isFree(before, at));
    if (!mayBeDue) return false;
    const { leasedUntil: _, reason: __, ...untried } = before;
    replace(tables, before, { ...untried, state: 'due', attempts: 0, dueAt: at });
    return true;
  },

  forgetEnded: (before, { after, limit }) => {
    const keys = tables.deliveriesEnded.first('all', limit, after && endedKey(after));
    const ended = stored(
      tables,
      keys.map((key) => key.slice(key.indexOf(' ') + 1)),
    ).filter(({ dueAt }) => dueAt < before);
    const last = ended.at(-1);
    if (last === undefined) return { forgotten: 0 };
    const gone = ended.filter((delivery) => !isStillNeeded(tables, delivery));
    for (const delivery of gone) remove(tables, delivery);
    return { forgotten: gone.length, last: { dueAt: last.dueAt, id: last.id } };
  },
});

export function forgetMessages(tables: Tables, subject: Subject): void {
  for (const delivery of stored(tables, tables.deliveriesAbout.after(aboutKey(subject))))
    remove(tables, delivery);
}

function remove(tables: Tables, delivery: OwedDelivery): void {
  const { id, state } = delivery;
  tables.deliveries.delete(id);
  tables.deliveriesIn.remove('any', id);
  tables.deliveriesIn.remove(state, id);
  if (state !== 'due') tables.deliveriesEnded.remove('all', endedKey(delivery));
  tables.deliveriesAbout.remove(aboutKey(delivery), id);
}

/** Sorts by time: ISO texts follow one another as instants do. */
const endedKey = ({ dueAt, id }: EndedMail): string => `${dueAt.toISOString()} ${id}`;

/** What tells how the mail to an invited member stands. */
function isStillNeeded(tables: Tables, delivery: OwedDelivery): boolean {
  if (delivery.kind !== 'invitation') return false;
  const { status } = existingMembership(tables, delivery.membershipId);
  const [newest] = stored(tables, tables.deliveriesAbout.after(aboutKey(delivery))).toSorted(
    byNewest,
  );
  return status === 'invited' && newest?.id === delivery.id;
}

const stored = (tables: Tables, ids: readonly string[]): readonly OwedDelivery[] =>
  ids.flatMap((id) => tables.deliveries.get(id) ?? []);

const shown = ({ owedAt: _, ...delivery }: OwedDelivery): StoredDelivery => delivery;

function replace(tables: Tables, before: OwedDelivery, after: OwedDelivery): void {
  tables.deliveries.set(before.id, after);
  if (before.state === after.state) return;
  tables.deliveriesIn.remove(before.state, before.id);
  tables.deliveriesIn.add(after.state, after.id);
  if (before.state === 'due') tables.deliveriesEnded.add('all', endedKey(after));
  else tables.deliveriesEnded.remove('all', endedKey(before));
}

function existingSubject(tables: Tables, subject: Subject): void {
  switch (subject.kind) {
    case 'invitation':
      existingMembership(tables, subject.membershipId);
      return;
    case 'passwordReset':
      if (tables.resets.get(subject.resetId) === undefined)
        throw new Error(`reset ${subject.resetId} does not exist`);
      return;
    case 'passwordChanged':
      existingUser(tables, subject.userId);
  }
}

function aboutKey(subject: Subject): string {
  switch (subject.kind) {
    case 'invitation':
      return `membership ${subject.membershipId}`;
    case 'passwordReset':
      return `reset ${subject.resetId}`;
    case 'passwordChanged':
      return `user ${subject.userId}`;
  }
}

/** What is only held back, without a failure, is not owed until it is due again. */
const owedAfter = (
  before: OwedDelivery,
  { at, attempts }: { readonly at: Date; readonly attempts: number },
): Date => (attempts > before.attempts ? before.owedAt : at);

const isFree = ({ leasedUntil }: StoredDelivery, now: Date): boolean =>
  leasedUntil === undefined || leasedUntil <= now;

const byFailures = (a: StoredDelivery, b: StoredDelivery): number =>
  a.attempts - b.attempts || a.dueAt.getTime() - b.dueAt.getTime();

const byNewest = (a: StoredDelivery, b: StoredDelivery): number =>
  b.generation - a.generation || (a.id < b.id ? 1 : -1);

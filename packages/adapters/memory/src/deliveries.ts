import type { Deliveries } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Owed, Tables } from './tables.ts';

export const deliveries = (tables: Tables): AtOnce<Deliveries> => ({
  add: (added) => {
    for (const delivery of added) {
      const { id, membershipId } = delivery;
      if (tables.deliveries.get(id) !== undefined) throw new Error(`delivery ${id} is stored`);
      if (tables.memberships.get(membershipId) === undefined)
        throw new Error(`delivery ${id} is of a membership that does not exist`);
      tables.deliveries.set(id, { delivery, attempts: 0, fence: 0 });
    }
  },

  claim: ({ now, until, limit }) =>
    Array.from(tables.deliveries.entries(), ([, owed]) => owed)
      .filter((owed) => isDue(owed, now))
      .toSorted(byFailures)
      .slice(0, limit)
      .map(({ delivery, attempts }) => {
        const fence = ++tables.given.fence;
        tables.deliveries.set(delivery.id, { delivery, attempts, fence, leasedUntil: until });
        return { ...delivery, attempts, fence };
      }),

  settle: (settlement) => {
    const { id, fence } = settlement;
    const owed = tables.deliveries.get(id);
    if (owed === undefined || owed.fence !== fence) return false;
    if (settlement.state === 'retry') {
      const { at: dueAt, attempts } = settlement;
      tables.deliveries.set(id, { delivery: { ...owed.delivery, dueAt }, attempts, fence });
    } else {
      // Nobody asks for a message that has ended.
      tables.deliveries.delete(id);
    }
    return true;
  },
});

const isDue = ({ delivery, leasedUntil }: Owed, now: Date): boolean =>
  delivery.dueAt <= now && (leasedUntil === undefined || leasedUntil <= now);

const byFailures = (a: Owed, b: Owed): number =>
  a.attempts - b.attempts || a.delivery.dueAt.getTime() - b.delivery.dueAt.getTime();

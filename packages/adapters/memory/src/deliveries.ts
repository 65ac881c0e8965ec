import type { Deliveries, Settlement } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import type { Owed, Tables } from './tables.ts';

export const deliveries = (tables: Tables): AtOnce<Deliveries> => ({
  add: (added) => {
    for (const delivery of added) {
      const { id, membershipId } = delivery;
      if (tables.deliveries.get(id) !== undefined) throw new Error(`delivery ${id} is stored`);
      if (tables.memberships.get(membershipId) === undefined)
        throw new Error(`delivery ${id} is of a membership that does not exist`);
      tables.deliveries.set(id, { delivery, claims: 0, fence: 0 });
    }
  },

  claim: ({ now, until, limit }) =>
    Array.from(tables.deliveries.entries(), ([, owed]) => owed)
      .filter((owed) => isDue(owed, now))
      .toSorted(byTries)
      .slice(0, limit)
      .map(({ delivery, claims }) => {
        const fence = ++tables.given.fence;
        const claimed: Owed = { delivery, claims: claims + 1, fence, leasedUntil: until };
        tables.deliveries.set(delivery.id, claimed);
        return { ...delivery, attempts: claims, fence };
      }),

  settle: (settlement) => {
    const owed = tables.deliveries.get(settlement.id);
    if (owed === undefined || owed.fence !== settlement.fence) return false;
    if (settlement.state === 'retry')
      tables.deliveries.set(settlement.id, dueAgain(owed, settlement.at));
    // Nobody asks for a message that has ended.
    else tables.deliveries.delete(settlement.id);
    return true;
  },
});

const isDue = ({ delivery, leasedUntil }: Owed, now: Date): boolean =>
  delivery.dueAt <= now && (leasedUntil === undefined || leasedUntil <= now);

const byTries = (a: Owed, b: Owed): number =>
  a.claims - b.claims || a.delivery.dueAt.getTime() - b.delivery.dueAt.getTime();

const dueAgain = (
  { delivery, claims, fence }: Owed,
  at: Extract<Settlement, { state: 'retry' }>['at'],
): Owed => ({ delivery: { ...delivery, dueAt: at }, claims, fence });

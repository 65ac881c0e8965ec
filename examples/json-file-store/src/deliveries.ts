import type { Deliveries } from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, type DeliveryRow, existing, replace, type State } from './state.ts';

/** Mail that is owed; a message that has ended is nobody's any more, and deleted. */
export const deliveries = (state: State): AtOnce<Deliveries> => ({
  add: (added) => {
    for (const delivery of added) {
      existing(state.memberships, delivery.membershipId);
      add(state.deliveries, { ...delivery, attempts: 0, fence: 0 });
    }
  },

  claim: ({ now, until, limit }) =>
    state.deliveries
      .filter((row) => row.dueAt <= now && (row.leasedUntil ?? now) <= now)
      .toSorted(byFailures)
      .slice(0, limit)
      .map(({ leasedUntil: _, ...row }) => {
        const claimed = { ...row, fence: ++state.given.fence };
        replace(state.deliveries, { ...claimed, leasedUntil: until });
        return claimed;
      }),

  settle: (settlement) => {
    const row = state.deliveries.find(({ id }) => id === settlement.id);
    if (row === undefined || row.fence !== settlement.fence) return false;
    const { leasedUntil: _, ...settled } = row;
    if (settlement.state === 'retry') {
      const { at: dueAt, attempts } = settlement;
      replace(state.deliveries, { ...settled, dueAt, attempts });
    } else {
      state.deliveries = state.deliveries.filter((other) => other !== row);
    }
    return true;
  },
});

const byFailures = (a: DeliveryRow, b: DeliveryRow): number =>
  a.attempts - b.attempts || a.dueAt.getTime() - b.dueAt.getTime();

import type { Persistence } from '@tenantry/domain';
import { type BrokenAdapter, broken, relaying } from './altered.ts';

const forgetsLeases = (): Persistence =>
  relaying((deliveries) => ({
    claim: ({ now, limit }) => deliveries.claim({ now, until: now, limit }),
  }));

const forgetsFences = (): Persistence => {
  const fences = new Map<string, number>();
  return relaying((deliveries) => ({
    claim: async (claim) => {
      const claimed = await deliveries.claim(claim);
      for (const { id, fence } of claimed) fences.set(id, fence);
      return claimed;
    },
    settle: (settlement) => {
      const fence = fences.get(settlement.id) ?? settlement.fence;
      return deliveries.settle({ ...settlement, fence });
    },
  }));
};

const countsClaims = (): Persistence => {
  const claims = new Map<string, number>();
  return relaying((deliveries) => ({
    claim: async (claim) => {
      const claimed = await deliveries.claim(claim);
      return claimed.map((delivery) => {
        const attempts = claims.get(delivery.id) ?? 0;
        claims.set(delivery.id, attempts + 1);
        return { ...delivery, attempts };
      });
    },
  }));
};

const countsFailuresItself = (): Persistence => {
  const failures = new Map<string, number>();
  return relaying((deliveries) => ({
    settle: (settlement) => {
      if (settlement.state !== 'retry') return deliveries.settle(settlement);
      const attempts = (failures.get(settlement.id) ?? 0) + 1;
      failures.set(settlement.id, attempts);
      return deliveries.settle({ ...settlement, attempts });
    },
  }));
};

/** Adapters that a relay cannot count on. */
export const brokenMail: readonly BrokenAdapter[] = [
  broken('forgets a lease', forgetsLeases, 'a lease keeps others away until it ends'),
  broken('forgets the fence', forgetsFences, 'a relay whose lease was taken over settles nothing'),
  broken('takes a claim for a failure', countsClaims, 'a claim that lapsed is no failure'),
  broken(
    'counts failures itself',
    countsFailuresItself,
    'the failures that a retry tells come back',
  ),
];

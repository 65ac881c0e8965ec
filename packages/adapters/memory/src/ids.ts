import type { Ids } from '@tenantry/domain';

/**
 * Ids that count, so that a test can foresee them: `00000000-0000-7000-8000-000000000001` and on,
 * in hexadecimal, and the addresses `account-1` and on. Two of these give the same ids: one store,
 * one source.
 */
export const countingIds = (): Ids => {
  let uuids = 0;
  let addresses = 0;
  return {
    uuid: () => `00000000-0000-7000-8000-${(++uuids).toString(16).padStart(12, '0')}`,
    address: () => `account-${++addresses}`,
  };
};

import { AccountAddress, AccountId } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { countingIds } from './ids.ts';

describe('countingIds', () => {
  it('counts, the same way each time', () => {
    const ids = countingIds();
    expect([ids.uuid(), ids.uuid(), ids.address(), ids.address()]).toEqual([
      '00000000-0000-7000-8000-000000000001',
      '00000000-0000-7000-8000-000000000002',
      'account-1',
      'account-2',
    ]);
    expect(countingIds().uuid()).toBe('00000000-0000-7000-8000-000000000001');
  });

  it('gives ids and addresses that the domain takes as they are, in order', () => {
    const ids = countingIds();
    const uuids = Array.from({ length: 300 }, () => ids.uuid());
    expect(uuids.map((uuid) => AccountId.parse(uuid))).toEqual(uuids.toSorted());
    expect(AccountAddress.safeParse(ids.address()).success).toBe(true);
  });
});

import { expect, it } from 'vitest';
import { shownId } from './violation.ts';

it('shows ids, numbers and keyed hashes, and nothing else that may stand in their place', () => {
  const ids = ['00000000-0000-7000-8000-000000000001', '7', 'x'.repeat(43)];
  for (const id of [...ids, `${ids[0]}/12`]) expect(shownId(id)).toBe(id);
  const others = ['jane@example.com', 'Jane', '', null, `${ids[0]} Jane`, `tenantry_${ids[0]}`];
  for (const other of others) expect(shownId(other)).toBe('?');
});

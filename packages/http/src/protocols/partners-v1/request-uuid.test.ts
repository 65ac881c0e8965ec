import fc from 'fast-check';
import { ulid, uuidToULID } from 'ulid';
import { expect, it } from 'vitest';
import { requestUuid } from './request-uuid.ts';

it('is a UUID of version 7 at the time of the request', () => {
  expect(requestUuid('01JGFJJZ00ZZZZZZZZZZZZZZZZ')).toBe('01941f29-7c00-7fff-bfff-ffffffffffff');
  expect(requestUuid('00000000000000000000000000')).toBe('00000000-0000-7000-8000-000000000000');
  expect(requestUuid('7ZZZZZZZZZZZZZZZZZZZZZZZZZ')).toBe('ffffffff-ffff-7fff-bfff-ffffffffffff');
});

it('leads back to the request: same time, same last 12 characters', () => {
  const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });
  fc.assert(
    fc.property(times, (time) => {
      const requestId = ulid(time);
      const uuid = requestUuid(requestId);
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      const back = uuidToULID(uuid);
      expect(back.slice(0, 10)).toBe(requestId.slice(0, 10));
      expect(back.slice(-12)).toBe(requestId.slice(-12));
    }),
  );
});

import { expect, it } from 'vitest';
import { released } from './migrations.ts';

it('shuts no program out that knows as many steps as were taken, and none back in', () => {
  const numbers = released.map(({ oldest }) => oldest);
  expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
  for (const [at, { oldest }] of released.entries()) {
    expect(oldest).toBeGreaterThanOrEqual(1);
    expect(oldest).toBeLessThanOrEqual(at + 1);
  }
});

it('names steps once each, in their order', () => {
  const names = released.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].toSorted());
});

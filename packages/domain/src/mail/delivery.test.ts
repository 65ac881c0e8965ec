import { describe, expect, it } from 'vitest';
import { afterFailure, deliveryStates, heldAway, heldSince } from './delivery.ts';

const now = new Date('2026-01-01T00:00:00Z');
const id = '018f0000-0000-7000-8000-000000000001';
const about = (attempts: number, name = id) => ({ id: name, fence: 3, attempts });

/** After how many seconds it is tried again. */
const waitOf = (settlement: ReturnType<typeof afterFailure>): number =>
  settlement.state === 'retry' ? (settlement.at.getTime() - now.getTime()) / 1000 : Number.NaN;

describe('a message that could not be sent', () => {
  it.each([
    [0, 30],
    [1, 60],
    [2, 120],
    [9, 15_360],
    [10, 21_600],
  ])('after %i failures waits %i seconds, and up to a quarter longer', (before, least) => {
    const settled = afterFailure(about(before), now);
    expect(settled).toMatchObject({ id, fence: 3, state: 'retry', attempts: before + 1 });
    // As much longer as its id has it: the same each time.
    expect(waitOf(settled) / least).toBeCloseTo(waitOf(afterFailure(about(0), now)) / 30, 3);
    const waits = Array.from({ length: 300 }, (_, at) =>
      waitOf(afterFailure(about(before, ((at * 2_654_435_761) % 2 ** 32).toString(16)), now)),
    );
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(least);
    expect(Math.min(...waits)).toBeLessThan(least * 1.02);
    expect(Math.max(...waits)).toBeLessThanOrEqual(least * 1.25);
    expect(Math.max(...waits)).toBeGreaterThan(least * 1.23);
    expect(new Set(waits).size).toBeGreaterThan(150);
  });

  it('is given up at the twelfth', () => {
    expect(afterFailure(about(10), now).state).toBe('retry');
    expect(afterFailure(about(11), now)).toStrictEqual({
      id,
      fence: 3,
      state: 'undeliverable',
      attempts: 12,
    });
  });
});

describe('a message that waits without having been tried', () => {
  it.each([
    [0, 15],
    [14, 15],
    [100, 100],
    [600, 600],
    [100_000, 600],
  ])('of an account that is suspended for %i seconds, waits %i', (seconds, wait) => {
    const since = new Date(now.getTime() - seconds * 1000);
    expect(heldSince(since, about(4), now)).toStrictEqual({
      id,
      fence: 3,
      state: 'retry',
      at: new Date(now.getTime() + wait * 1000),
      attempts: 4,
    });
  });

  it('of a store that is away, waits half a minute', () => {
    expect(heldAway(about(4), now)).toStrictEqual({
      id,
      fence: 3,
      state: 'retry',
      at: new Date(now.getTime() + 30_000),
      attempts: 4,
    });
  });
});

it('a message is due until it ends', () => {
  expect(deliveryStates).toEqual(['due', 'sent', 'superseded', 'undeliverable']);
});

import { AccountAddress, AccountId } from '@tenantry/domain';
import { describe, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { randomIds } from './ids.ts';

const many = Array.from({ length: 5000 });

describe('ids', () => {
  it('are lower-case UUIDs of version 7, each after the one before', () => {
    const [one, other] = [randomIds(), randomIds()];
    const made = many.map((_, at) => (at % 2 === 0 ? one : other).uuid());
    expect(made).toEqual(made.toSorted());
    expect(new Set(made).size).toBe(made.length);
    for (const id of made) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(AccountId.parse(id)).toBe(id);
    }
  });

  it('stay in order when the clock is set back', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    const before = many.map(() => randomIds().uuid());
    vi.setSystemTime(Date.now() - 30_000);
    const after = many.map(() => randomIds().uuid());
    vi.useRealTimers();
    expect([...before, ...after]).toEqual([...before, ...after].toSorted());
    expect(new Set([...before, ...after]).size).toBe(2 * many.length);
  });

  it('make addresses that are DNS labels and begin with a letter', () => {
    const made = many.map(() => randomIds().address());
    expect(new Set(made).size).toBe(made.length);
    for (const address of made) {
      expect(AccountAddress.parse(address)).toBe(address);
      expect(address).toMatch(/^a[0-9a-hjkmnp-tv-z]{16}$/);
    }
  });
});

describe('the clock', () => {
  it('gives a time of its own at each call', () => {
    const [one, other] = [systemClock.now(), systemClock.now()];
    expect(one).not.toBe(other);
    expect(other.getTime()).toBeGreaterThanOrEqual(one.getTime());
  });
});

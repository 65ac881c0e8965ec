import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { rateLimit, standingHeaders } from './rate-limit.ts';

const two = { limit: 2, window: 60 };

describe('a rate limit', () => {
  it('lets so many through, and says how long to wait', async () => {
    const take = rateLimit('caller');
    const standings = [await take('a', two), await take('a', two), await take('a', two)];
    expect(standings.map(({ isOver, remaining }) => [isOver, remaining])).toEqual([
      [false, 1],
      [false, 0],
      [true, 0],
    ]);
    for (const { resets } of standings) expect(resets).toBe(60);
  });

  it('counts each by itself', async () => {
    const take = rateLimit('caller');
    for (let times = 0; times < 10; times++) await take('a', two);
    expect(await take('b', two)).toMatchObject({ isOver: false, remaining: 1 });
  });

  it('begins anew when its window is over, however much was asked in it', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const take = rateLimit('caller');
    for (let times = 0; times < 10; times++) await take('a', two);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(await take('a', two)).toMatchObject({ isOver: true, resets: 1 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await take('a', two)).toMatchObject({ isOver: false, remaining: 1, resets: 60 });
  });

  it('begins anew with another rate', async () => {
    const take = rateLimit('caller');
    for (let times = 0; times < 3; times++) await take('a', two);
    expect(await take('a', { limit: 3, window: 60 })).toMatchObject({ remaining: 2 });
    expect(await take('a', { limit: 3, window: 61 })).toMatchObject({ remaining: 2 });
  });

  it('knows so many at most, and forgets who has been silent for longest', async () => {
    const take = rateLimit('address', 3);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await take(key, two);
    expect(await take('a', two)).toMatchObject({ isOver: true });
    expect(await take('b', two)).toMatchObject({ remaining: 1 });
  });
});

describe('what replies say of limits', () => {
  it('is nothing where there are none', () => {
    expect(standingHeaders([])).toEqual({});
  });

  it('names each', () => {
    const standing = { rate: two, remaining: 1, resets: 30, isOver: false };
    expect(
      standingHeaders([
        { ...standing, name: 'address' },
        { ...standing, name: 'caller' },
      ]),
    ).toEqual({
      'RateLimit-Policy': '"address";q=2;w=60, "caller";q=2;w=60',
      RateLimit: '"address";r=1;t=30, "caller";r=1;t=30',
    });
  });
});

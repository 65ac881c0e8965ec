import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { shared } from './shared.ts';

describe('a shared answer', () => {
  it('is on its way once, and asked for anew after that', async () => {
    const ask = vi.fn(async () => 'answer');
    const asking = shared(ask);
    expect(await Promise.all([asking(), asking()])).toEqual(['answer', 'answer']);
    expect(ask).toHaveBeenCalledTimes(1);
    await asking();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('lasts as long as it is said to, from when it is there, a failure too', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const ask = vi.fn(async () => {
      vi.advanceTimersByTime(5000);
      throw new Error('away');
    });
    const asking = shared(ask, 1000);
    const outcomes = async () =>
      (await Promise.allSettled([asking(), asking()])).map((o) => o.status);
    expect(await outcomes()).toEqual(['rejected', 'rejected']);
    vi.advanceTimersByTime(999);
    await outcomes();
    expect(ask).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    await outcomes();
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

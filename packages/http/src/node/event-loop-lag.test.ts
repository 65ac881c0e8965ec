import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventLoopLag } from './event-loop-lag.ts';

const block = (milliseconds: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const measure = () => {
  const { lag, stop } = eventLoopLag();
  onTestFinished(stop);
  return lag;
};

describe('the lag of the event loop', () => {
  it('tells of a block at once, also where it was asked for right before', async () => {
    const lag = measure();
    await pause(300);
    lag();
    block(800);
    // An eighth of it, less the time until the next look.
    expect(lag()).toBeGreaterThan(90);
    await pause(20);
    expect(lag()).toBeGreaterThan(90);
  });

  it('is no more than a part of a block that stands alone', async () => {
    const lag = measure();
    block(800);
    await pause(30);
    expect(lag()).toBeLessThan(400);
  });

  it('is that of blocks which go on and on, and then is over', async () => {
    const lag = measure();
    for (let times = 0; times < 10; times++) {
      block(100);
      await pause(0);
    }
    expect(lag()).toBeGreaterThan(60);
    await expect.poll(lag).toBeLessThan(50);
  });
});

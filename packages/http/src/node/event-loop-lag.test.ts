import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { eventLoopLag } from './event-loop-lag.ts';

it('tells that the event loop was held up, and by how much', async () => {
  const { lag, stop } = eventLoopLag();
  onTestFinished(stop);
  expect(lag()).toBe(0);
  await pause(20);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  await pause(20);
  // Of some looks that were in time, and one that was half a second late.
  expect(lag()).toBeGreaterThan(20);
});

import { describe, expect, it } from 'vitest';
import { fixedClock } from './clock.ts';

describe('fixedClock', () => {
  it('stands still', () => {
    const clock = fixedClock(new Date(5000));
    expect([clock.now(), clock.now()]).toEqual([new Date(5000), new Date(5000)]);
    expect(fixedClock().now()).toEqual(new Date('2025-01-01T00:00:00.000Z'));
  });

  it('moves when it is told to, by seconds', () => {
    const clock = fixedClock(new Date(0));
    clock.advance(60);
    clock.advance(0.5);
    expect(clock.now()).toEqual(new Date(60_500));
  });

  it('is nobody’s to change by a date that it gave, or was given', () => {
    const start = new Date(1000);
    const clock = fixedClock(start);
    start.setTime(1);
    clock.now().setTime(1);
    expect(clock.now()).toEqual(new Date(1000));
  });
});

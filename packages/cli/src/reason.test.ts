import { describe, expect, it } from 'vitest';
import { reasonOf } from './reason.ts';

describe('the reason of a fault', () => {
  it('is one line, down the causes', () => {
    const fault = new Error('first\nsecond', {
      cause: new TypeError('below', { cause: 'lowest' }),
    });
    expect(reasonOf(fault)).toBe('first: below: lowest');
    expect(reasonOf('thrown')).toBe('thrown');
  });

  it('says nothing twice that stands beside itself', () => {
    const below = new Error('away', { cause: new Error('refused') });
    expect(reasonOf(new Error('away', { cause: below }))).toBe('away: refused');
    expect(reasonOf(new Error('away: refused', { cause: new Error('refused') }))).toBe(
      'away: refused',
    );
  });

  it('is the first of several that have no message of their own', () => {
    const several = new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')]);
    expect(reasonOf(new Error('away', { cause: several }))).toBe('away: refused ::1');
  });

  it('does not quote what could not be parsed', () => {
    expect(reasonOf(new Error('file', { cause: new SyntaxError('hunter2') }))).toBe(
      'file: no JSON',
    );
  });
});

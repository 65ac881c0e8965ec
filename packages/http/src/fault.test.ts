import { describe, expect, it } from 'vitest';
import { factsOfFault } from './fault.ts';

const here: unknown = expect.stringContaining('fault.test.ts');

describe('the facts of a fault', () => {
  it('are names, messages and the place in the code, down the causes', () => {
    const fault = new TypeError('outer', { cause: new RangeError('inner') });
    expect(factsOfFault(fault)).toEqual({
      errors: ['TypeError: outer', 'RangeError: inner'],
      stack: here,
    });
  });

  it('leave out what drivers hang on their errors', () => {
    const fault = Object.assign(new Error('failed'), { detail: 'canary', parameters: ['canary'] });
    expect(JSON.stringify(factsOfFault(fault))).not.toContain('canary');
  });

  it('leave out what a SyntaxError quotes, wherever it stands', () => {
    let fault: unknown;
    try {
      JSON.parse('{"canary": canary}\n    at canary');
    } catch (thrown) {
      fault = thrown;
    }
    for (const told of [factsOfFault(fault), factsOfFault(new Error('outer', { cause: fault }))]) {
      expect(JSON.stringify(told)).not.toContain('canary');
      expect(told['errors']).toContain('SyntaxError');
      expect(told['stack']).toEqual(here);
    }
  });

  it('leave out what a database quotes of a value, and say which fault it was', () => {
    const message = 'invalid input syntax for type uuid: "canary"';
    const fault = Object.assign(new Error(message), { code: '22P02', severity: 'ERROR' });
    const told = factsOfFault(new Error('outer', { cause: fault }));
    expect(told['errors']).toEqual(['Error: outer', 'Error: SQLSTATE 22P02']);
    expect(JSON.stringify(factsOfFault(fault))).not.toContain('canary');
  });

  it('name the first of several, where those have no message of their own', () => {
    const refused = ['::1', '127.0.0.1'].map((host) => new Error(`ECONNREFUSED ${host}`));
    const fault = new Error('away', { cause: new AggregateError(refused, '') });
    const errors = ['Error: away', 'AggregateError', 'Error: ECONNREFUSED ::1'];
    expect(factsOfFault(fault)['errors']).toEqual(errors);
  });

  it('end where causes go in a ring, or are no errors', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    expect(factsOfFault(ring)['errors']).toHaveLength(5);
    expect(factsOfFault('thrown')).toEqual({ errors: [] });
    expect(factsOfFault(new Error('x', { cause: 'thrown' }))['errors']).toEqual(['Error: x']);
  });
});

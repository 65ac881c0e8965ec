import { describe, expect, it } from 'vitest';
import { relay } from './relay.ts';

interface Fact {
  readonly message: string;
  readonly facts: object;
}

describe('a relay', () => {
  it('tells what was thrown, and stops when it is told to', async () => {
    const fault = new Error('outer', { cause: new Error('inner') });
    const lines: Fact[] = [];
    const mail = relay(
      async () => {
        throw fault;
      },
      { log: (_, message, facts = {}) => lines.push({ message, facts }), count: () => {} },
    );
    await mail.stop();
    expect(lines).toEqual([{ message: 'mail relay failed', facts: { fault } }]);
  });
});

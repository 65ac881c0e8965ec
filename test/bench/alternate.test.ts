import { describe, expect, it } from 'vitest';
import { alternating } from '../../bench/alternate.ts';
import { whole } from '../../bench/row.ts';

const both = (rounds: number) => {
  const done: string[] = [];
  const side = (name: string) => async () => {
    done.push(`${name} begins`);
    await Promise.resolve();
    done.push(`${name} ends`);
    return done.length;
  };
  const seen = alternating({ ...whole, rounds }, side('ours'), side('theirs'));
  return { seen, done };
};

describe('two that are measured', () => {
  it('take turns, and who comes first changes with each round', async () => {
    const { seen, done } = both(3);
    await seen;
    const begun = done.filter((line) => line.endsWith(' begins')).map((line) => line.split(' ')[0]);
    const warmUp = ['theirs', 'ours'];
    expect(begun).toEqual([...warmUp, 'ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
  });

  it('are never measured at once', async () => {
    const { seen, done } = both(2);
    await seen;
    const pairs = done.map((line) => line.split(' '));
    expect(pairs.filter(([, what]) => what === 'ends')).toHaveLength(6);
    for (const [at, [name, what]] of pairs.entries())
      expect(pairs[what === 'begins' ? at + 1 : at - 1]?.[0]).toBe(name);
  });

  it('have a figure for each round, and none for the first time, before it counts', async () => {
    // What a side answers is how many lines there were by then.
    await expect(both(3).seen).resolves.toEqual({ ours: [6, 12, 14], theirs: [8, 10, 16] });
  });

  it('are not measured any further once one of them has failed', async () => {
    let tries = 0;
    const failing = async () => {
      tries += 1;
      throw new Error('there is no disk');
    };
    const seen = alternating(whole, failing, async () => 1);
    await expect(seen).rejects.toThrow('there is no disk');
    expect(tries).toBe(1);
  });
});

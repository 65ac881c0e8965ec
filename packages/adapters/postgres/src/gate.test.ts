import { describe, expect, it } from 'vitest';
import { Unreachable } from './faults.ts';
import { gate } from './gate.ts';

describe('a gate', () => {
  it('lets so many in, and the next in the order in which they came', async () => {
    const { enter, leave } = gate(2, 60_000);
    const entered: string[] = [];
    const come = async (name: string): Promise<void> => {
      await enter();
      entered.push(name);
    };
    await Promise.all([come('a'), come('b')]);
    const [third, fourth] = [come('c'), come('d')];
    await Promise.resolve();
    expect(entered).toEqual(['a', 'b']);
    leave();
    await third;
    expect(entered).toEqual(['a', 'b', 'c']);
    leave();
    await fourth;
    leave();
    leave();
    await Promise.all([come('e'), come('f')]);
    expect(entered).toHaveLength(6);
  });

  it('sends away who has stood in line for too long, and nobody else', async () => {
    const { enter, leave } = gate(1, 1);
    await enter();
    await expect(enter()).rejects.toBeInstanceOf(Unreachable);
    leave();
    await enter();
    leave();
  });
});

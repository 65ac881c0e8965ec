import { ok } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { everyItem, type Part } from './every-item.ts';

/** What a list of so many items is asked for, and what comes of it. */
const readAll = async (all: readonly number[], total = all.length) => {
  const asked: Part[] = [];
  const items: number[] = [];
  const list = async (part: Part) => {
    asked.push(part);
    return ok({ total, items: all.slice(part.skip, part.skip + part.limit) });
  };
  for await (const item of everyItem(list)) items.push(item);
  return { asked: asked.map(({ skip }) => skip), items };
};

describe('every item of a list', () => {
  it.each([
    [0, [0]],
    [1, [0]],
    [200, [0]],
    [201, [0, 200]],
    [450, [0, 200, 400]],
  ])('comes once and in order where there are %i', async (length, asked) => {
    const all = Array.from({ length }, (_, at) => at);
    expect(await readAll(all)).toEqual({ asked, items: all });
  });

  it('ends where the list has become shorter than it was said to be', async () => {
    expect(await readAll([1, 2], 500)).toEqual({ asked: [0, 2], items: [1, 2] });
  });

  it('is refused with what the list is refused with', async () => {
    const list = async () => ({ ok: false, error: { kind: 'AccountNotFound' } }) as const;
    await expect(everyItem(list).next()).rejects.toThrow('AccountNotFound');
  });
});

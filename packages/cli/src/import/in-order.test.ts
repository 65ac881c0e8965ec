import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

async function* upTo(count: number): AsyncGenerator<number> {
  for (let item = 0; item < count; item++) yield item;
}

it('tells in order, has no more under way than it may, and settles whoever waits for those before', async () => {
  const settings = fc.record({
    count: fc.nat({ max: 30 }),
    most: fc.integer({ min: 1, max: 5 }),
    waiting: fc.func(fc.boolean()),
    stopAt: fc.option(fc.nat({ max: 30 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), settings, async (turns, { count, most, waiting, stopAt }) => {
      const told: number[] = [];
      let underWay = 0;
      const ended = inOrder(upTo(count), {
        most,
        work: async (item, before) => {
          underWay++;
          expect(underWay).toBeLessThanOrEqual(most);
          if (waiting(item)) await before;
          else await turns.schedule(Promise.resolve(item), `${item}`);
          return item;
        },
        tell: (item, done) => {
          underWay--;
          told.push(item);
          expect(done).toBe(item);
        },
        isOver: () => stopAt !== null && told.length >= stopAt,
      });
      await turns.waitFor(ended);
      expect(told).toEqual(Array.from({ length: told.length }, (_, at) => at));
      expect(told.length).toBeGreaterThanOrEqual(Math.min(count, stopAt ?? count));
    }),
    { numRuns: 50 },
  );
});

it('throws what was thrown, once nothing is under way any more', async () => {
  let ended = 0;
  const thrown = inOrder(upTo(10), {
    most: 4,
    work: async (item) => {
      if (item === 1) throw new Error('broken');
      await new Promise((resolve) => setImmediate(resolve));
      ended++;
    },
    tell: () => undefined,
    isOver: () => false,
  });
  await expect(thrown).rejects.toThrow('broken');
  const then = ended;
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(then);
});

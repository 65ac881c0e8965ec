import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inTurn } from './in-turn.ts';

const asked = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }), {
  maxLength: 12,
});

it('begins what shares a name once all before it have ended, however they did, and all else at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.func(fc.boolean()), asked, async (turns, fails, works) => {
      const turn = inTurn();
      const begun = new Set<number>();
      const ended = new Set<number>();
      const rivalsOf = (at: number) =>
        works.flatMap((names, other) =>
          other < at && names.some((name) => works[at]?.includes(name)) ? [other] : [],
        );
      const done = works.map((names, at) =>
        turn(names, async () => {
          begun.add(at);
          for (const rival of rivalsOf(at)) expect(ended.has(rival)).toBe(true);
          await turns.schedule(Promise.resolve(), `${at}`);
          ended.add(at);
          if (fails(at)) throw new Error(`${at}`);
          return at;
        }),
      );
      const free = works.flatMap((_, at) => (rivalsOf(at).length === 0 ? [at] : []));
      expect([...begun]).toEqual(free);
      const settled = await turns.waitFor(Promise.allSettled(done));
      expect(settled.map(({ status }) => status)).toEqual(
        works.map((_, at) => (fails(at) ? 'rejected' : 'fulfilled')),
      );
    }),
    { numRuns: 100 },
  );
});

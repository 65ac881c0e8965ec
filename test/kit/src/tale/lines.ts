import fc from 'fast-check';
import { changingLines } from './changing-lines.ts';
import type { Line } from './line.ts';
import { openingLines } from './opening-lines.ts';
import { otherLines } from './other-lines.ts';
import { readingLines } from './reading-lines.ts';

/** Any line of a tale; those that open something come most often. */
export const anyLine = (): fc.Arbitrary<Line> =>
  fc.oneof(
    ...weighing(4, openingLines()),
    ...weighing(2, changingLines()),
    ...weighing(1, readingLines()),
    ...weighing(2, otherLines()),
  );

const weighing = (weight: number, lines: readonly fc.Arbitrary<Line>[]) =>
  lines.map((arbitrary) => ({ weight, arbitrary }));

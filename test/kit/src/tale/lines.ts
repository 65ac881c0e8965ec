import fc from 'fast-check';
import { changingLines } from './changing-lines.ts';
import { correctingLines } from './correcting-lines.ts';
import { doorLines } from './door-lines.ts';
import { endingLines } from './ending-lines.ts';
import type { Line } from './line.ts';
import { memberLines } from './member-lines.ts';
import { openingLines } from './opening-lines.ts';
import { otherLines } from './other-lines.ts';
import { readingLines } from './reading-lines.ts';

/** Any line of a tale; those that open something come most often. */
export const anyLine = (): fc.Arbitrary<Line> =>
  fc.oneof(
    ...weighing(5, openingLines()),
    ...weighing(3, changingLines()),
    ...weighing(2, correctingLines()),
    ...weighing(2, memberLines()),
    ...weighing(2, doorLines()),
    ...weighing(1, endingLines()),
    ...weighing(1, readingLines()),
    ...weighing(2, otherLines()),
  );

const weighing = (weight: number, lines: readonly fc.Arbitrary<Line>[]) =>
  lines.map((arbitrary) => ({ weight, arbitrary }));

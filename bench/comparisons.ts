import type { Comparison } from './row.ts';
import { creates } from './rows/creates.ts';

/** All that is measured, by the name of its file, in this order. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  creates,
};

import { type Invalid, type Issue, invalid } from '../errors.ts';
import type { Slice } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { issue } from '../values/issues.ts';

/** Which part of a counted list: 50 from the beginning where nothing is said, 200 at most. */
export interface Sliceable {
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
}

export const sliceOf = ({ skip = 0, limit = 50 }: Sliceable): Result<Slice, Invalid> => {
  const issues = [...wholeFrom(0, 'skip', skip), ...wholeFrom(1, 'limit', limit)];
  return issues.length > 0 ? err(invalid(issues)) : ok({ skip, limit: Math.min(limit, 200) });
};

const wholeFrom = (least: number, name: string, given: number): readonly Issue[] =>
  Number.isSafeInteger(given) && given >= least
    ? []
    : [issue([name], 'format', `must be a whole number of ${least} or more`)];

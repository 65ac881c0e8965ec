import {
  type Failure,
  type Invalid,
  type Issue,
  invalid,
  pathText,
  type Result,
} from '@tenantry/domain';
import { wireFailure, wireIssues } from './paths.ts';

/** What is known to be wrong with a request, in wire places. */
export interface Known {
  /** What the domain may have something to add to. */
  readonly issues: readonly Issue[];
  /** What is said best by us: the domain's own words for these places are left out. */
  readonly narrower: readonly Issue[];
}

export const isFaulty = ({ issues, narrower }: Known): boolean =>
  issues.length + narrower.length > 0;

/** All that is known, and what the domain finds besides: in one answer. */
export const everyFault = (
  { issues, narrower }: Known,
  checked: Result<unknown, Failure>,
): Failure => {
  if (checked.ok) return invalid([...issues, ...narrower]);
  if (checked.error.kind !== 'Invalid') return wireFailure(checked.error);
  return invalid([...issues, ...narrower, ...notAt(narrower, checked.error)]);
};

function notAt(narrower: readonly Issue[], { issues }: Invalid): readonly Issue[] {
  const places = new Set(narrower.map(({ path }) => pathText(path)));
  return wireIssues(issues).filter(({ path }) => !places.has(pathText(path)));
}

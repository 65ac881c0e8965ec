import type { Failure, Issue, Path } from '@tenantry/domain';
import { idempotencyHeader } from '../../request/idempotency-key.ts';

/** Where the parts of the domain's commands and contexts stand in this protocol, if elsewhere. */
const places: ReadonlyMap<string, Path> = new Map([
  ['idempotencyKey', [idempotencyHeader]],
  ['parentName', ['parent', 'name']],
  ['contact.power', ['contact', 'userRole']],
  ['limit', ['take']],
]);

/** What was not sent, such as an address that was made, has no place. */
const unsent: ReadonlySet<string> = new Set(['address', 'partner']);

const wirePath = (path: Path): Path => {
  const place = path.join('.');
  return unsent.has(place) ? [] : (places.get(place) ?? path);
};

/**
 * Which account the parent is, is a matter of the parent as a whole; how its id is written is one
 * of the id.
 */
const wireIssue = (issue: Issue): Issue => {
  const [part] = issue.path;
  if (part === 'parentName' && issue.code === 'mismatch') return { ...issue, path: ['parent'] };
  return { ...issue, path: part === 'parent' ? ['parent', 'id'] : wirePath(issue.path) };
};

export const wireIssues = (issues: readonly Issue[]): readonly Issue[] => issues.map(wireIssue);

/** An outcome of the domain with its places as this protocol's clients know them. */
export const wireFailure = (failure: Failure): Failure => {
  if (failure.kind === 'Invalid') return { ...failure, issues: wireIssues(failure.issues) };
  if (!('path' in failure)) return failure;
  const moved = { ...failure, path: wirePath(failure.path) };
  return 'also' in moved
    ? { ...moved, also: moved.also.map((other) => ({ ...other, path: wirePath(other.path) })) }
    : moved;
};

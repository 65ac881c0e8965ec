import type { Failure, Issue, Path } from '@tenantry/domain';
import { idempotencyHeader } from '../../request/idempotency-key.ts';

export const parentHeader = 'X-Frankie-CustomerID';

/** Where each part of the domain's command and context stands in this protocol. */
const places: ReadonlyMap<string | number | undefined, Path> = new Map([
  ['parent', [parentHeader]],
  ['idempotencyKey', [idempotencyHeader]],
  ['name', ['customer', 'name']],
  ['workflows', ['defaultWorkflows']],
  ['users', ['initialUsers']],
  ['configurations', ['additionalConfigurations']],
  ['references', ['externalReferences']],
]);

/** What was not sent, such as an address that was made, has no place: the empty path. */
const wirePath = ([part, ...rest]: Path): Path => {
  const place = places.get(part);
  return place === undefined ? [] : [...place, ...rest];
};

export const wireIssues = (issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: wirePath(issue.path) }));

/** An outcome of the domain with its places as this protocol's clients know them. */
export const wireFailure = (failure: Failure): Failure => {
  if (failure.kind === 'Invalid') return { ...failure, issues: wireIssues(failure.issues) };
  return 'path' in failure ? { ...failure, path: wirePath(failure.path) } : failure;
};

import type { Failure, Issue, Path } from '@tenantry/domain';
import { idempotencyHeader } from '../../request/idempotency-key.ts';

/**
 * The first step of every path on this wire: which part of the request the rest is in. The empty
 * path is nowhere in it.
 */
export type Part = 'body' | 'query' | 'header';

/** What was found wrong with one part of a request, at its places in the whole of it. */
export const inPart = (part: Part, issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: [part, ...issue.path] }));

/** Where each part of the domain's commands and context stands in this protocol. */
const places: ReadonlyMap<string | number | undefined, Path> = new Map([
  ['email', ['body', 'email']],
  ['name', ['body', 'name']],
  ['idempotencyKey', ['header', idempotencyHeader]],
]);

/** What was not sent, such as the parent or an address that was made, has no place. */
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

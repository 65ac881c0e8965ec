import { type Failure, type Invalid, type Issue, invalid, type Path } from '@tenantry/domain';
import { idempotencyHeader } from '../request/idempotency-key.ts';
import { type Unreadable, unreadable } from './errors.ts';

/**
 * The first step of every path in our own interface: which part of the request the rest is in. The
 * empty path is nowhere in it.
 */
export type Part = 'body' | 'query' | 'header';

/** What was found wrong with one part of a request, at its places in the whole of it. */
export const inPart = (part: Part, issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => ({ ...issue, path: [part, ...issue.path] }));

/** Where a part of a command, or of its context, stands in the request. */
export type Places = (path: Path) => Path;

/** Commands are bodies here, word for word; what was made for one, such as an address, was not sent. */
const inBody: Places = (path) => {
  const [part, ...rest] = path;
  if (part === 'idempotencyKey') return ['header', idempotencyHeader];
  if (part === 'configurationsPatch') return ['body', 'configurations', ...rest];
  return part === 'address' ? [] : ['body', ...path];
};

/** An outcome of the domain, at the places where its clients know them. */
export const placed = (failure: Failure, placeOf: Places = inBody): Failure => {
  if (failure.kind === 'Invalid')
    return invalid(failure.issues.map((issue) => ({ ...issue, path: placeOf(issue.path) })));
  if (!('path' in failure)) return failure;
  const moved = { ...failure, path: placeOf(failure.path) };
  return 'also' in moved
    ? { ...moved, also: moved.also.map((other) => ({ ...other, path: placeOf(other.path) })) }
    : moved;
};

/**
 * Why a request is turned away that has these faults: what is wrong with its form, in the query or
 * the headers, is a matter of how it is written (400); with the body alone one of rules (422).
 */
export const faulty = (issues: readonly Issue[]): Unreadable | Invalid =>
  issues.some(({ path: [part] }) => part !== 'body') ? unreadable(issues) : invalid(issues);

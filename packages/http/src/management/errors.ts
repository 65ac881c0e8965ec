import type { Failure, Issue, Path, Taken } from '@tenantry/domain';
import type { Explain, Explanation } from '../description.ts';
import { exampleRequestId } from '../openapi/examples.ts';
import { problemContent, problemOf } from '../problem.ts';
import { outcomeHeaders } from '../reply.ts';
import { bodyMebibytes } from '../request/body.ts';
import type { Refusal, RefusalKind, Reply } from '../route.ts';
import {
  exampleFault,
  type FaultCode,
  Fault as FaultSchema,
  problemSchema,
} from './problem-schema.ts';

/** A request that cannot be read, and where: a body that is no JSON, a header that is no key. */
export interface Unreadable {
  readonly kind: Extract<RefusalKind, 'MalformedRequest'>;
  readonly issues: readonly Issue[];
}

export const unreadable = (issues: readonly Issue[]): Unreadable => ({
  kind: 'MalformedRequest',
  issues,
});

/**
 * A change of an account that does not say which version it was made from; with what is wrong with the
 * request besides.
 */
export interface VersionNotSaid {
  readonly kind: 'VersionNotSaid';
  readonly issues: readonly Issue[];
}

/** Whatever is no success in our own interface. */
export type Outcome = Failure | Refusal | Unreadable | VersionNotSaid;

interface Answer {
  readonly status: number;
  readonly detail: string;
}

const answer =
  (status: number) =>
  (detail: string): Answer => ({ status, detail });

const malformed = answer(400);
const absent = answer(404);
const conflict = answer(409);
const unprocessable = answer(422);
const unavailable = answer(503);
const taken = conflict('This is in use already and may stand only once.');

/** What each outcome is in our own interface. Its kind is the problem's `code`. */
const answers: Readonly<Record<Outcome['kind'], Answer>> = {
  Invalid: unprocessable('The request breaks rules; errors names each of them.'),
  NotAuthenticated: answer(401)('The proof is missing or gives no access here.'),
  NotPermitted: answer(403)('The proof does not give the power for this.'),
  AccountNotFound: absent('There is no such account.'),
  MemberNotFound: absent('There is no such member.'),
  KeyNotFound: absent('There is no such API key.'),
  MessageNotFound: absent('There is no such message.'),
  WrongStatus: conflict('That is not done to a member of this status.'),
  LinkVoid: answer(410)('The link opens nothing, or nothing any more.'),
  PasswordMustChange: answer(403)('The password must be changed by its owner first.'),
  ParentNotFound: absent('There is no such account to stand under.'),
  ParentMayNotHave: conflict('An account of this kind cannot have such accounts beneath it.'),
  TooDeep: conflict('The tree of accounts may not grow deeper here.'),
  ParentInactive: conflict('The account that this was to stand under is suspended or closed.'),
  EmailTaken: taken,
  UserNameTaken: taken,
  NameTaken: taken,
  ReferenceTaken: taken,
  AddressTaken: taken,
  AppNameTaken: taken,
  AccountClosed: conflict('The account is closed.'),
  LastManager: conflict('The account would be left without a manager.'),
  VersionStale: answer(412)('The account has changed meanwhile.'),
  VersionNotSaid: answer(428)(
    'If-Match must say which version the change was made from, or * for any.',
  ),
  IdempotencyKeyReused: unprocessable('The Idempotency-Key stands for another request.'),
  AlreadyInitialised: conflict('This has been done already.'),
  InProgress: conflict('A request with this Idempotency-Key is being carried out.'),
  TooManyTries: answer(429)('Too many tries; wait first.'),
  TooManyRequests: answer(429)('Too many requests; wait first.'),
  Overloaded: unavailable('Too much is asked at once; nothing was done.'),
  Busy: unavailable('Too much is asked at once; nothing was done.'),
  Unavailable: unavailable(
    'The store cannot be reached; try again, under the same Idempotency-Key where there is one.',
  ),
  MalformedRequest: malformed('The request is not written as it must be.'),
  BodyIncomplete: malformed('The body ends too early.'),
  PathNotFound: absent('There is nothing at this path.'),
  MethodNotAllowed: answer(405)('See Allow for the methods.'),
  BodyTooLarge: answer(413)(`The body may have ${bodyMebibytes} MiB.`),
  UnsupportedMediaType: answer(415)(
    'The body must be application/json in UTF-8; of a PATCH also application/merge-patch+json.',
  ),
  Fault: answer(500)('Something went wrong on our side.'),
};

/**
 * An outcome that is not a success as a problem of RFC 9457. Paths of issues, and of what is taken,
 * begin with `body`, `query` or `header`.
 */
export const refused = (failure: Outcome, requestId: string): Reply => {
  const { status, detail } = answers[failure.kind];
  const entries = entriesOf(faultsOf(failure));
  const errors = entries.length > 0 ? { errors: entries } : {};
  return {
    status,
    headers: failure.kind === 'VersionNotSaid' ? {} : outcomeHeaders(failure, status, challenge),
    content: problemContent(status, requestId, { detail, code: failure.kind, ...errors }),
  };
};

const challenge = 'Bearer realm="tenantry"';

const Problem = problemSchema(Object.keys(answers));

/** What the parts of a problem are called in the description. */
export const problemSchemas = { Problem, Fault: FaultSchema };

/** The same, for the description. */
export const explain: Explain = (kind) => explained(kind);

/** What is this interface's own to answer is described by its operations themselves. */
export const explained = (code: Outcome['kind']): Explanation => {
  const { status, detail } = answers[code];
  const besides = { detail, code, ...(code === 'Invalid' ? { errors: [exampleFault] } : {}) };
  const examples = { [code]: problemOf(status, exampleRequestId, besides) };
  const content = { 'application/problem+json': { schema: Problem, examples } };
  return { status, code, detail, content };
};

type Fault = Omit<Issue, 'code'> & { readonly code: FaultCode };

/** The faults that an outcome names, each at its place; what is taken stands where it was sent. */
function faultsOf(failure: Outcome): readonly Fault[] {
  if ('issues' in failure) return failure.issues;
  if (!isTaken(failure)) return [];
  return [failure, ...(failure.also ?? [])]
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => ({ path, code: 'taken', message: 'is in use already' }));
}

const isTaken = (failure: Outcome): failure is Taken => failure.kind.endsWith('Taken');

interface Entry {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly code: FaultCode;
  readonly detail: string;
}

/** More than a request within all limits can have; past it the list helps nobody. */
const mostEntries = 2000;

/** One entry for each fault. The same one found twice, by scanner and by domain, is said once. */
function entriesOf(faults: readonly Fault[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { path, code, message } of faults) {
    const place = placeOf(path);
    entries.set(JSON.stringify([place, code]), { ...place, code, detail: message });
    if (entries.size === mostEntries) break;
  }
  return [...entries.values()];
}

function placeOf([part, ...rest]: Path): Pick<Entry, 'pointer' | 'parameter' | 'header'> {
  if (part === 'header') return { header: rest.join(' ') };
  return part === 'query'
    ? { parameter: rest.join('.') }
    : { pointer: pointerOf(rest.map(String)) };
}

/** The longest place that is written out: keys in it are the client's, and may be huge. */
const longestPointer = 500;

/** RFC 6901; the empty one is the body as a whole. */
const pointerOf = (steps: readonly string[]): string =>
  steps
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, longestPointer)
    .toWellFormed();

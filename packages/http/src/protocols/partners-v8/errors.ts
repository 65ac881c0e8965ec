import { type Failure, type FailureKind, type Issue, type Path, pathText } from '@tenantry/domain';
import { jsonContent, outcomeHeaders } from '../../reply.ts';
import { bodyMebibytes } from '../../request/body.ts';
import { formKibibytes } from '../../request/form.ts';
import type { Refusal, RefusalKind, Reply } from '../../route.ts';
import { phraseOf } from '../../status.ts';

interface Answer {
  readonly status: number;
  /** Said where the outcome brings no issues of its own. */
  readonly detail: string;
}

const answer =
  (status: number) =>
  (detail: string): Answer => ({ status, detail });

const invalid = answer(400);
const denied = answer(403);
const notFound = answer(404);
const conflict = answer(409);
const unavailable = answer(503);
const taken = conflict('This is in use already and may stand only once.');

/** What each outcome is in this protocol. */
export const answers: Readonly<Record<FailureKind | RefusalKind, Answer>> = {
  Invalid: invalid('The request is not valid.'),
  NotAuthenticated: answer(401)('This account is not open to what was presented.'),
  NotPermitted: denied('The token does not give the power for this.'),
  AccountNotFound: notFound('There is no such account.'),
  MemberNotFound: notFound('There is no such member.'),
  KeyNotFound: notFound('There is no such API key.'),
  MessageNotFound: notFound('There is no such message.'),
  WrongStatus: conflict('That is not done to a member of this status.'),
  LinkVoid: notFound('The link opens nothing, or nothing any more.'),
  PasswordMustChange: denied('The password must be changed by its owner first.'),
  ParentNotFound: denied('Nothing can be opened here.'),
  ParentMayNotHave: denied('This account may not have sub-accounts.'),
  TooDeep: denied('The tree of accounts may not grow deeper here.'),
  ParentInactive: denied('The account is suspended or closed.'),
  EmailTaken: conflict('Somebody has this mailbox already, in this spelling or another.'),
  UserNameTaken: taken,
  NameTaken: taken,
  ReferenceTaken: taken,
  AddressTaken: taken,
  AppNameTaken: conflict('The account has an app of this name already.'),
  AccountClosed: denied('The account is closed.'),
  LastManager: conflict('The account would be left without a manager.'),
  VersionStale: conflict('The account has changed meanwhile.'),
  IdempotencyKeyReused: conflict('The Idempotency-Key stands for another request.'),
  AlreadyInitialised: conflict('This has been done already.'),
  InProgress: conflict('A request with this Idempotency-Key is being carried out.'),
  TooManyTries: answer(429)('Too many tries; wait first.'),
  TooManyRequests: answer(429)('Too many requests; wait first.'),
  Overloaded: unavailable('Too much is asked at once; nothing was done.'),
  Busy: unavailable('Too much is asked at once; nothing was done.'),
  Unavailable: unavailable(
    'The store cannot be reached; try again, under the same Idempotency-Key where there is one.',
  ),
  MalformedRequest: invalid('The request cannot be read.'),
  BodyIncomplete: invalid('The body ends too early.'),
  PathNotFound: notFound('There is nothing at this path.'),
  MethodNotAllowed: answer(405)('See Allow for the methods.'),
  BodyTooLarge: answer(413)(`A body may have ${bodyMebibytes} MiB, a form ${formKibibytes} KiB.`),
  UnsupportedMediaType: answer(415)('The body is of a type that is not taken here, or not UTF-8.'),
  Fault: answer(500)('Something went wrong on our side.'),
};

/** An outcome that is not a success, its places being the wire's, in the protocol's words. */
export const refused = (failure: Failure | Refusal): Reply => {
  const { status, detail } = answers[failure.kind];
  const entries =
    failure.kind === 'Invalid'
      ? entriesOf(failure.issues)
      : [entry(status, detail, 'path' in failure ? failure.path : [])];
  return {
    status,
    headers: outcomeHeaders(failure, status, challenge),
    content: jsonContent(JSON.stringify({ errors: entries })),
  };
};

const challenge = 'Bearer realm="account"';

/** An error object as JSON:API 1.1 has it: there `status` is a text. */
interface Entry {
  readonly status: string;
  readonly title: string;
  readonly detail: string;
  readonly source?: Source;
}

type Source =
  | { readonly pointer: string }
  | { readonly parameter: string }
  | { readonly header: string };

/** More than a request within all limits can have; past it the list helps nobody. */
const mostEntries = 2000;

/** One entry for each fault. The same one found twice, by reader and by domain, is said once. */
function entriesOf(issues: readonly Issue[]): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const { path, code, message } of issues) {
    const place = shortened(pathText(path.slice(1))) || `the ${path[0] ?? 'request'}`;
    const key = `${code} ${path[0]} ${place}`;
    entries.set(key, entry(400, `${place} ${message}`, path));
    if (entries.size === mostEntries) break;
  }
  return [...entries.values()];
}

function entry(status: number, detail: string, path: Path): Entry {
  const source = sourceOf(path);
  return {
    status: String(status),
    title: phraseOf(status),
    detail,
    ...(source === undefined ? {} : { source }),
  };
}

function sourceOf([part, ...rest]: Path): Source | undefined {
  switch (part) {
    case 'body':
      return { pointer: shortened(rest.map((step) => `/${escaped(step)}`).join('')) };
    case 'query':
      // The query as a whole is no parameter.
      return rest.length === 0 ? undefined : { parameter: pathText(rest) };
    case 'header':
      return { header: pathText(rest) };
    default:
      return undefined;
  }
}

/** One step of a JSON pointer (RFC 6901, 3). */
const escaped = (step: string | number): string =>
  String(step).replaceAll('~', '~0').replaceAll('/', '~1');

/** The longest place that is written out: keys in it are the client's, and may be huge. */
const longestPlace = 500;

const shortened = (place: string): string => place.slice(0, longestPlace).toWellFormed();

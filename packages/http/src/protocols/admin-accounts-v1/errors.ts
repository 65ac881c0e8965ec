import {
  type Failure,
  type FailureKind,
  type Issue,
  type IssueCode,
  type Path,
  pathText,
} from '@tenantry/domain';
import { outcomeHeaders } from '../../reply.ts';
import { bodyMebibytes } from '../../request/body.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import type { Refusal, RefusalKind, Reply } from '../../route.ts';
import { attributes } from './attributes.ts';
import { envelopeContent } from './envelope.ts';
import type { MediaType } from './formats.ts';
import { parentPlace } from './paths.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
}

/** No proof at all is answered otherwise than a wrong one, one fault otherwise than several. */
type Outcome = Exclude<FailureKind, 'Invalid'> | RefusalKind | 'SeveralFaults' | 'NoProof';

const answer = (status: number, code: string, reason: string): Answer => ({ status, code, reason });

const denied = answer(401, 'AccessDenied', 'The credential gives no access here.');
const reused = 'The Idempotency-Key stands for another request.';
/** For what this operation does not run into, or not by the client's doing. */
const conflict = answer(409, 'Conflict', 'The request does not go with what there is.');

/** What each outcome is in this protocol. One fault of the input alone has a code of its own. */
export const answers: Readonly<Record<Outcome, Answer>> = {
  SeveralFaults: answer(400, 'ValidationFailed', 'Several faults, each with its own code.'),
  MalformedRequest: answer(400, 'RequestMalformed', 'The request cannot be read.'),
  BodyIncomplete: answer(400, 'BodyIncomplete', 'The body ends too early.'),
  NoProof: answer(401, 'CredentialMissing', 'No credential was presented.'),
  NotAuthenticated: denied,
  NotPermitted: denied,
  AccountNotFound: denied,
  MemberNotFound: denied,
  KeyNotFound: denied,
  MessageNotFound: denied,
  ParentNotFound: denied,
  PasswordMustChange: answer(
    403,
    'PasswordMustChange',
    'The password must be changed by its owner first.',
  ),
  PathNotFound: answer(404, 'PathNotFound', 'There is nothing at this path.'),
  MethodNotAllowed: answer(405, 'MethodNotAllowed', 'See Allow for the methods.'),
  EmailTaken: answer(409, 'EmailTaken', 'The Email is in use already.'),
  ParentMayNotHave: answer(409, 'SubAccountsNotAllowed', 'The account may have no sub-accounts.'),
  TooDeep: answer(409, 'TreeTooDeep', 'The tree of accounts may not grow deeper here.'),
  ParentInactive: answer(409, 'AccountInactive', 'The account is suspended or closed.'),
  AccountClosed: conflict,
  WrongStatus: conflict,
  LinkVoid: conflict,
  IdempotencyKeyReused: answer(409, 'IdempotencyKeyReused', reused),
  InProgress: answer(
    409,
    'InProgress',
    'A request with this Idempotency-Key is being carried out.',
  ),
  UserNameTaken: conflict,
  NameTaken: conflict,
  ReferenceTaken: conflict,
  AddressTaken: conflict,
  AppNameTaken: conflict,
  LastManager: conflict,
  VersionStale: conflict,
  AlreadyInitialised: conflict,
  BodyTooLarge: answer(413, 'BodyTooLarge', `The body may have ${bodyMebibytes} MiB.`),
  UnsupportedMediaType: answer(
    415,
    'UnsupportedMediaType',
    'The body must be application/json, text/json, application/xml or text/xml, in UTF-8.',
  ),
  TooManyTries: answer(429, 'TooManyTries', 'Too many tries; wait first.'),
  TooManyRequests: answer(429, 'TooManyRequests', 'Too many requests; wait first.'),
  Fault: answer(500, 'InternalError', 'Something went wrong on our side.'),
  Overloaded: answer(503, 'Overloaded', 'Too much is asked at once; nothing was done.'),
  Busy: answer(503, 'Busy', 'Too much is asked at once; nothing was done.'),
  Unavailable: answer(
    503,
    'Unavailable',
    'The store cannot be reached; try again, under the same Idempotency-Key where there is one.',
  ),
};

/** An outcome that is not a success, its places being the wire's, in the protocol's words. */
export const refused = (failure: Failure | Refusal, type: MediaType): Reply => {
  const { status, code, reason } =
    failure.kind === 'Invalid' ? invalidAnswer(failure.issues) : answers[outcomeOf(failure)];
  return {
    status,
    headers: { ...outcomeHeaders(failure, status, challenges), Vary: 'Accept' },
    content: envelopeContent({ error: { code, reason } }, type),
  };
};

type Other = Exclude<Failure | Refusal, { readonly kind: 'Invalid' }>;

const outcomeOf = (failure: Other): Outcome =>
  failure.kind === 'NotAuthenticated' && failure.reason === 'missing' ? 'NoProof' : failure.kind;

const challenges = 'Bearer realm="accounts", Basic realm="accounts", charset="UTF-8"';

/**
 * One fault has its own code; several have one, and each its own in the reason. There are not many:
 * whoever reads a body ends its list of keys that stand twice.
 */
function invalidAnswer(issues: readonly Issue[]): Answer {
  const faults = new Map<string, Answer>();
  for (const { path, code, message } of issues) {
    const fault = answer(400, codeOf(path, code), `${textOf(path)} ${message}`);
    const key = `${fault.code} ${textOf(path)}`;
    // The first to find a fault knows most of it.
    if (!faults.has(key)) faults.set(key, fault);
  }
  const [only, ...others] = faults.values();
  if (only !== undefined && others.length === 0) return only;
  const told = [...faults.values()].map(({ code, reason }) => `${code}: ${reason}`);
  return { ...answers.SeveralFaults, reason: told.join('; ') };
}

/** The places that a code can name, by what it calls them; all else is the body. */
export const placeNames: ReadonlyMap<string | number | undefined, string> = new Map([
  ...attributes.map((attribute) => [attribute, attribute] as const),
  [parentPlace, 'Id'],
  [idempotencyHeader, 'IdempotencyKey'],
]);

const codeOf = ([place]: Path, code: IssueCode): string =>
  `${placeNames.get(place) ?? 'Body'}${code.charAt(0).toUpperCase()}${code.slice(1)}`;

/** The longest place that is written out: keys in it are the client's, and may be huge. */
const longestPlace = 500;

const textOf = (path: Path): string =>
  path.length === 0 ? 'The body' : pathText(path).slice(0, longestPlace).toWellFormed();

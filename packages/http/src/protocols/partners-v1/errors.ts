import { type Failure, type FailureKind, type Issue, pathText } from '@tenantry/domain';
import { jsonContent, outcomeHeaders } from '../../reply.ts';
import { bodyMebibytes } from '../../request/body.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';
import type { Refusal, RefusalKind, Reply } from '../../route.ts';
import { phraseOf } from '../../status.ts';
import { conflictCodes, issueCodes } from './issue-codes.ts';
import { requestUuid } from './request-uuid.ts';

interface Answer {
  readonly status: number;
  readonly message: string;
  /** Of a 409 whose outcome brings no issues: the one attribute that is named. */
  readonly constraint?: Constraint;
}

/** What is wrong with one attribute. */
interface Constraint {
  readonly attribute: string;
  readonly message: string;
  readonly errorCode: number;
}

/** An outcome as far as it says where it stands. */
interface Outcome {
  readonly kind: FailureKind | RefusalKind;
  readonly path?: Issue['path'];
}

const answer = (status: number, message: string): Answer => ({ status, message });

/** Where the outcome names a place in what was sent, that is the attribute; else this one. */
const conflict = (attribute: string, errorCode: number, message: string): Answer => ({
  status: 409,
  message: 'Data validation constraints.',
  constraint: { attribute, message, errorCode },
});

const unreadable = (attribute: string, message: string): Answer =>
  conflict(attribute, issueCodes.format, message);

const taken = conflict('request', conflictCodes.taken, 'is in use already');
const state = (attribute: string, message: string): Answer =>
  conflict(attribute, conflictCodes.state, message);
const parent = (message: string): Answer => conflict('parent', conflictCodes.parent, message);
const denied = answer(403, 'Permission denied.');
const mustChange = 'Permission denied. The password must be changed by its owner first.';
const notFound = answer(404, 'Requested resource cannot be found.');
const unavailable = answer(503, `${phraseOf(503)}; nothing was done.`);

/** What each outcome is in this protocol. A parent is never said to be absent: that is a 403. */
export const answers: Readonly<Record<FailureKind | RefusalKind, Answer>> = {
  Invalid: unreadable('request', 'is not valid'),
  NotAuthenticated: answer(401, 'Unauthenticated request.'),
  NotPermitted: denied,
  AccountNotFound: notFound,
  MemberNotFound: notFound,
  KeyNotFound: notFound,
  MessageNotFound: notFound,
  WrongStatus: state('contact', 'is in a status in which that is not done'),
  LinkVoid: notFound,
  PasswordMustChange: answer(403, mustChange),
  ParentNotFound: denied,
  ParentMayNotHave: parent('is of a kind that cannot have partners'),
  TooDeep: parent('stands as deep in the tree as accounts may'),
  ParentInactive: parent('is suspended or closed'),
  EmailTaken: taken,
  UserNameTaken: taken,
  NameTaken: taken,
  ReferenceTaken: taken,
  AddressTaken: taken,
  AppNameTaken: taken,
  AccountClosed: state('id', 'is closed'),
  LastManager: state('contact', 'must stay: the partner would be left without a manager'),
  VersionStale: conflict('version', conflictCodes.version, 'is not the present one'),
  IdempotencyKeyReused: conflict(
    idempotencyHeader,
    conflictCodes.keyReused,
    'stands for another request',
  ),
  AlreadyInitialised: state('request', 'has been done already'),
  InProgress: conflict(
    idempotencyHeader,
    conflictCodes.inProgress,
    'stands for a request that is being carried out',
  ),
  TooManyTries: answer(429, `${phraseOf(429)}; wait first.`),
  TooManyRequests: answer(429, phraseOf(429)),
  Overloaded: unavailable,
  Busy: unavailable,
  Unavailable: answer(
    503,
    `${phraseOf(503)}; try again, under the same Idempotency-Key where there is one.`,
  ),
  MalformedRequest: answer(400, phraseOf(400)),
  BodyIncomplete: unreadable('body', 'ends too early'),
  PathNotFound: notFound,
  MethodNotAllowed: answer(405, `${phraseOf(405)}; see Allow.`),
  BodyTooLarge: answer(413, `The body may have ${bodyMebibytes} MiB.`),
  UnsupportedMediaType: answer(415, 'The body must be application/json in UTF-8.'),
  Fault: answer(500, phraseOf(500)),
};

/** An outcome that is not a success, its places being the wire's, in the protocol's words. */
export const refused = (failure: Failure | Refusal, requestId: string): Reply => {
  const { status, message } = answers[failure.kind];
  const uuid = requestUuid(requestId);
  const errorCode = 7000 + status;
  const body =
    status === 409
      ? { uuid, success: false, errorCode, message, errors: errorsOf(failure) }
      : { uuid, errorCode, message };
  return {
    status,
    headers: outcomeHeaders(failure, status, challenge),
    content: jsonContent(JSON.stringify(body)),
  };
};

const challenge = 'Basic realm="partners", charset="UTF-8"';

function errorsOf(failure: Failure | Refusal): Readonly<Record<string, Constraint>> {
  if (failure.kind === 'Invalid') return constraintsOf(failure.issues);
  const also: readonly Outcome[] = 'also' in failure ? (failure.also ?? []) : [];
  const constraints = [failure, ...also].flatMap(constraintOf);
  return Object.fromEntries(constraints.map((each) => [each.attribute, each]));
}

/** Of an outcome that brings no issues, or of one that is there besides. */
function constraintOf(outcome: Outcome): readonly Constraint[] {
  const { constraint } = answers[outcome.kind];
  if (constraint === undefined) return [];
  const { path = [] } = outcome;
  return [path.length > 0 ? { ...constraint, attribute: attributeOf({ path }) } : constraint];
}

/**
 * One for each attribute. What else is wrong with it stands in the message of the first fault. There
 * is an end to them: this protocol has no lists, and of keys that stand twice the scanner tells some.
 */
function constraintsOf(issues: readonly Issue[]): Readonly<Record<string, Constraint>> {
  const constraints = new Map<string, Constraint>();
  const said = new Set<string>();
  for (const issue of issues) {
    const { code, message } = issue;
    const attribute = attributeOf(issue);
    const first = constraints.get(attribute);
    const saying = `${message} ${attribute}`;
    if (said.has(saying)) continue;
    said.add(saying);
    constraints.set(
      attribute,
      first === undefined
        ? { attribute, message, errorCode: issueCodes[code] }
        : { ...first, message: `${first.message}; ${message}` },
    );
  }
  // Defines own properties, so any name is safe: the names of unknown fields are the client's.
  return Object.fromEntries(constraints);
}

/** The longest name that is written out. */
const longestAttribute = 500;

const attributeOf = ({ path }: Pick<Issue, 'path'>): string =>
  pathText(path).slice(0, longestAttribute).toWellFormed() || 'body';

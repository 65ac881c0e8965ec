import { type Failure, type FailureKind, type Issue, pathText } from '@tenantry/domain';
import { jsonContent, outcomeHeaders } from '../../reply.ts';
import { bodyMebibytes } from '../../request/body.ts';
import type { Refusal, RefusalKind, Reply } from '../../route.ts';
import { phraseOf } from '../../status.ts';

interface Answer {
  readonly status: number;
  readonly errorCode: string;
  readonly errorMsg: string;
  /** The one detail, where the outcome brings no issues of its own. */
  readonly issue: string;
}

const answer =
  (status: number, errorCode: string, errorMsg = phraseOf(status)) =>
  (issue: string): Answer => ({ status, errorCode, errorMsg, issue });

const invalid = answer(400, 'API-0400', 'Multiple Errors: See Issues list');
const wrongProof = answer(401, 'AUTH-0002');
const noProof = answer(401, 'AUTH-0401');
const notFound = answer(404, 'API-0404');
const conflict = answer(409, 'API-0409');
const unavailable = answer(503, 'SYS-0503');

const notAuthenticated = wrongProof('The credential gives no access here.');
export const missingProof = noProof('No credential was presented.');
const taken = conflict('This is in use already and may stand only once.');

/** What each outcome is in this protocol. The published set has no 403: too little power is 401. */
export const answers: Readonly<Record<FailureKind | RefusalKind, Answer>> = {
  Invalid: invalid('The request is not valid.'),
  NotAuthenticated: notAuthenticated,
  NotPermitted: notAuthenticated,
  AccountNotFound: notFound('There is no such customer.'),
  MemberNotFound: notFound('There is no such member.'),
  KeyNotFound: notFound('There is no such API key.'),
  MessageNotFound: notFound('There is no such message.'),
  WrongStatus: conflict('That is not done to a member of this status.'),
  LinkVoid: notFound('The link opens nothing, or nothing any more.'),
  PasswordMustChange: wrongProof('The password must be changed by its owner first.'),
  ParentNotFound: notFound('The account that this was to stand under is gone.'),
  ParentMayNotHave: conflict('An account of this kind cannot have customers.'),
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
  VersionStale: conflict('The account has changed meanwhile.'),
  IdempotencyKeyReused: conflict('The Idempotency-Key stands for another request.'),
  AlreadyInitialised: conflict('This has been done already.'),
  InProgress: conflict('A request with this Idempotency-Key is being carried out.'),
  TooManyTries: answer(429, 'API-0429')('Too many tries; wait first.'),
  TooManyRequests: answer(429, 'API-0429')('Too many requests; wait first.'),
  Overloaded: unavailable('Too much is asked at once; nothing was done.'),
  Busy: unavailable('Too much is asked at once; nothing was done.'),
  Unavailable: unavailable(
    'The store cannot be reached; try again, under the same Idempotency-Key where there is one.',
  ),
  MalformedRequest: invalid('The request cannot be read.'),
  BodyIncomplete: invalid('The body ends too early.'),
  PathNotFound: answer(404, 'API-0404')('There is nothing at this path.'),
  MethodNotAllowed: answer(405, 'API-0405')('See Allow for the methods.'),
  BodyTooLarge: answer(413, 'API-0413')(`The body may have ${bodyMebibytes} MiB.`),
  UnsupportedMediaType: answer(415, 'API-0415')('The body must be application/json in UTF-8.'),
  Fault: answer(500, 'SYS-0500')('Something went wrong on our side.'),
};

/** An outcome that is not a success, its places being the wire's, in the protocol's words. */
export const refused = (failure: Failure | Refusal, requestId: string): Reply => {
  const { status, errorCode, errorMsg, issue } = answerTo(failure);
  const details =
    failure.kind === 'Invalid'
      ? detailsOf(failure.issues)
      : [{ issue, issueLocation: locationOf(failure) }];
  return {
    status,
    headers: outcomeHeaders(failure, status, challenges),
    content: jsonContent(
      JSON.stringify({ requestId, errorCode, errorMsg, details, httpStatusCode: status }),
    ),
  };
};

const answerTo = (failure: Failure | Refusal): Answer =>
  failure.kind === 'NotAuthenticated' && failure.reason === 'missing'
    ? missingProof
    : answers[failure.kind];

const challenges = 'ApiKey realm="customers", Bearer realm="customers", scope="kyc:api"';

interface Detail {
  readonly issue: string;
  readonly issueLocation: string;
  readonly issueType?: string;
}

/** More than a request within all limits can have; past it the list helps nobody. */
const mostDetails = 2000;

/** One detail for each fault. The same one found twice, by scanner and by domain, is said once. */
function detailsOf(issues: readonly Issue[]): readonly Detail[] {
  const details = new Map<string, Detail>();
  for (const { path, code, message } of issues) {
    const issueLocation = validating(pathText(path) || 'body');
    details.set(`${code} ${issueLocation}`, { issue: message, issueLocation, issueType: code });
    if (details.size === mostDetails) break;
  }
  return [...details.values()];
}

/** Where the outcome names a place in what was sent, that place; else the request as a whole. */
function locationOf(failure: Failure | Refusal): string {
  if (failure.kind === 'BodyIncomplete') return validating('body');
  return 'path' in failure && failure.path.length > 0
    ? validating(pathText(failure.path))
    : 'request';
}

/** The longest place that is written out: keys in it are the client's, and may be huge. */
const longestLocation = 500;

const validating = (location: string): string =>
  `VALIDATE-${location.slice(0, longestLocation).toWellFormed()}`;

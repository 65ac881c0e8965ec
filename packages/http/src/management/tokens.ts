import {
  type Application,
  err,
  type Failure,
  type IssuedToken,
  invalid,
  parseIssueToken,
  type Result,
} from '@tenantry/domain';
import { jsonContent } from '../reply.ts';
import { readBody } from '../request/body.ts';
import { idempotencyKeyIn } from '../request/idempotency-key.ts';
import { readJsonObject } from '../request/json.ts';
import { isPlain } from '../request/media-type.ts';
import type { Exchange, Refusal, Reply, Route } from '../route.ts';
import { refused, type Unreadable, unreadable } from './errors.ts';
import { tokenDescription } from './token-description.ts';
import { readTokenRequest } from './token-request.ts';

/** Gives a bearer token for an API key, or for anybody's password. */
export const tokenRoute = (app: Application): Route => ({
  method: 'POST',
  path: '/v1/tokens',
  describe: tokenDescription,
  handle: async ({ request, requestId, recognise }: Exchange): Promise<Reply> => {
    const issued = await issue(app, request);
    if (!issued.ok) return refused(issued.error, requestId);
    recognise({ accountId: issued.value.account.id });
    return { status: 200, content: jsonContent(tokenText(issued.value)) };
  },
});

/**
 * The proof is in the body, so that is read first. Nothing is kept of a sign-in: an Idempotency-Key
 * must be one, and has no effect.
 */
async function issue(
  app: Application,
  request: Request,
): Promise<Result<IssuedToken, Failure | Refusal | Unreadable>> {
  if (!isPlain(request, 'application/json')) return err({ kind: 'UnsupportedMediaType' });
  const bytes = await readBody(request);
  if (!bytes.ok) return bytes;
  const inHeaders = idempotencyKeyIn(request.headers).issues.map((found) => ({
    ...found,
    path: ['header', ...found.path],
  }));
  const body = readJsonObject(bytes.value);
  if (!body.ok) return err(unreadable([...inHeaders, { ...body.error, path: ['body'] }]));
  const { command, issues, headersAgree, placeOf } = readTokenRequest(body.value, request.headers);
  const parsed = parseIssueToken(command);
  const ofCommand = parsed.ok ? [] : parsed.error.issues;
  const inBody = [...issues, ...ofCommand.map((one) => ({ ...one, path: placeOf(one.path) }))];
  if (inHeaders.length > 0) return err(unreadable([...inHeaders, ...inBody]));
  if (inBody.length > 0) return err(invalid(inBody));
  return headersAgree
    ? app.sessions.issue(command)
    : err({ kind: 'NotAuthenticated', reason: 'wrong' });
}

/** RFC 6749, 5.1: a scope that is empty is left out. */
const tokenText = ({ token, seconds, scopes, account }: IssuedToken): string =>
  JSON.stringify({
    access_token: token.reveal(),
    token_type: 'Bearer',
    expires_in: seconds,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    account: account.id,
  });

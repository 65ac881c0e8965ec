import {
  type Application,
  err,
  type Failure,
  type Invalid,
  invalid,
  type Result,
  type SignedIn,
} from '@tenantry/domain';
import { jsonContent } from '../../reply.ts';
import type { Exchange, Refusal, Reply } from '../../route.ts';
import { type Credentials, credentialsInBody, credentialsInQuery } from './credentials.ts';
import { refused } from './errors.ts';
import { givenInQuery, textIn } from './given.ts';

type Handle = (exchange: Exchange) => Promise<Reply>;

/** A pair of tokens for a mailbox and its password, out of the query. */
export const signInByQuery = (app: Application): Handle =>
  answering((exchange) => signIn(app, exchange, credentialsInQuery(exchange.request)));

/** The same, out of the body. */
export const signInByBody = (app: Application): Handle =>
  answering(async (exchange) => signIn(app, exchange, await credentialsInBody(exchange.request)));

/** Another pair for a refresh token, which is spent by that. */
export const refresh = (app: Application): Handle =>
  answering(async ({ request, requestId, parameters }) => {
    const given = givenInQuery(request, ['refresh_token']);
    if (!given.ok) return given;
    const token = textIn(given.value, 'refresh_token');
    const issues = [...given.value.issues, ...(token.ok ? [] : token.error)];
    if (!token.ok || issues.length > 0) return err(invalid(issues));
    const { address = '' } = parameters;
    return app.sessions.refresh({ refreshToken: token.value, address }, { requestId });
  });

/**
 * The account is named by its address and nothing else: tokens are good at the one URL that they
 * name, so no other may give them out.
 */
async function signIn(
  app: Application,
  { requestId, parameters }: Exchange,
  given: Result<Credentials, Invalid | Refusal>,
): Promise<Result<SignedIn, Failure | Refusal>> {
  if (!given.ok) return given;
  const { address = '' } = parameters;
  const { login, password } = given.value;
  return app.sessions.signIn({ address, email: login, password }, { requestId });
}

const answering =
  (pair: (exchange: Exchange) => Promise<Result<SignedIn, Failure | Refusal>>): Handle =>
  async (exchange) => {
    const found = await pair(exchange);
    if (!found.ok) return refused(found.error);
    const { account, accessToken, refreshToken, accessUntil } = found.value;
    exchange.recognise({ accountId: account.id });
    const shown = {
      access_token: accessToken.reveal(),
      refresh_token: refreshToken.reveal(),
      // By the clock and not from now on: that is how the interface was published.
      expires_in: Math.floor(accessUntil.getTime() / 1000),
    };
    return { status: 200, content: jsonContent(JSON.stringify(shown)) };
  };

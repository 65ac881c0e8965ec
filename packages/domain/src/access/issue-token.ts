import type { Invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Account, lastOf } from '../tree/account.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { secondsUntil } from '../values/later.ts';
import type { Scope } from '../values/scope.ts';
import { type Secret, secret } from '../values/secret.ts';
import type { AccountUrls } from './account-url.ts';
import { findLiveKey } from './authenticate-key.ts';
import type { CannotProve, CheckPassword } from './check-password.ts';
import { claimsFor, claimsOfPerson } from './claims.ts';
import type { NoteKeyUse } from './note-key-use.ts';
import { type AccessClaims, secondsOf } from './token.ts';
import { type IssueTokenInput, parseIssueToken, type TokenGrant } from './token-grant.ts';

export interface IssuedToken {
  readonly token: Secret;
  /** How long it is good. */
  readonly seconds: number;
  readonly scopes: readonly Scope[];
  readonly account: Account;
}

export type CannotIssueToken = Invalid | CannotProve;

/**
 * Gives an access token for an API key, or for a password of anybody who may sign in. It is good for
 * as long as policy says, and no longer than what it was given for. It begins no session: there is
 * nothing to renew it by. Answers as `sessions.signIn` does, and `Invalid` for an input that is none.
 */
export const issueToken =
  (ports: Ports, urls: AccountUrls, check: CheckPassword, noteUse: NoteKeyUse) =>
  async (input: IssueTokenInput): Promise<Result<IssuedToken, CannotIssueToken>> => {
    const parsed = parseIssueToken(input);
    if (!parsed.ok) return parsed;
    const { scope: scopes = [] } = parsed.value;
    const proven = await prove(ports, check, noteUse, parsed.value);
    if (!proven.ok) return proven;
    const { account, until, claims } = proven.value;
    const { accessToken } = (await readPolicy(ports)).lifetimes;
    const now = ports.clock.now();
    const seconds =
      until === undefined ? accessToken : Math.min(accessToken, secondsUntil(until, now));
    const common = {
      ...claimsFor(account, urls, ports.ids.uuid(), now),
      purpose: 'access' as const,
      exp: secondsOf(now) + seconds,
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    };
    const token = await ports.secrets.signToken({ ...common, ...claims });
    return ok({ token: secret(token), seconds, scopes, account });
  };

type Common = 'iss' | 'sub' | 'jti' | 'purpose' | 'iat' | 'nbf' | 'exp' | 'scope';
type Of<Claims> = Claims extends unknown ? Omit<Claims, Common> : never;

interface Proven {
  readonly account: Account;
  /** When the proof itself is over. */
  readonly until?: Date | undefined;
  readonly claims: Of<AccessClaims>;
}

async function prove(
  ports: Ports,
  check: CheckPassword,
  noteUse: NoteKeyUse,
  given: TokenGrant,
): Promise<Result<Proven, CannotProve>> {
  if (given.grant === 'api_key') {
    const found = await findLiveKey(ports, given.key);
    if (found === undefined) return err({ kind: 'NotAuthenticated', reason: 'wrong' });
    const { key, lineage } = found;
    noteUse(key);
    const account = lastOf(lineage);
    return ok({ account, until: key.expiresAt, claims: { uid: account.number, key: key.id } });
  }
  const proven = await check(given, given.password);
  if (!proven.ok) return proven;
  const { holder } = proven.value;
  return ok({ account: lastOf(holder.lineage), claims: claimsOfPerson(holder) });
}

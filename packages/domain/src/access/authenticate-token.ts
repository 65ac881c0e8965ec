import type { NotAuthenticated } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { lastOf } from '../tree/account.ts';
import { policyOf } from '../tree/read-policy.ts';
import { type Scope, Scopes } from '../values/scope.ts';
import { isUrlOf } from './account-url.ts';
import { callerOfKey, isKeyLive } from './authenticate-key.ts';
import type { Caller } from './caller.ts';
import { callerOf, type Holder, holderOf, isOpenTo } from './holder.ts';
import type { NoteKeyUse } from './note-key-use.ts';
import { readAccessToken } from './read-token.ts';
import { recorded, type Said } from './recorded.ts';

export interface PresentedToken extends Said {
  readonly token: string;
}

/** Who acts by a token, and what the token was asked to open besides. */
export interface TokenCaller extends Caller {
  readonly scopes: readonly Scope[];
}

/**
 * Who presents an access token. `wrong` for every reason alike: one that is not ours, has run out,
 * is of another purpose, or stands for a key, a password, a session, a membership or an account that
 * opens nothing any more. All of that is looked up each time, so a change counts at the next request.
 */
export const authenticateToken =
  ({ persistence, secrets, clock }: Ports, noteUse: NoteKeyUse) =>
  async ({ token, ...said }: PresentedToken): Promise<Result<TokenCaller, NotAuthenticated>> => {
    const now = clock.now();
    const claims = await readAccessToken(secrets, token, now);
    if (claims === undefined) return wrong;
    const scopes = Scopes.safeParse(claims.scope ?? '').data ?? [];
    return persistence.read(async ({ access, records }) => {
      if ('key' in claims) {
        const found = await access.findKey(claims.key);
        if (found === undefined || !isKeyLive(found, now)) return wrong;
        if (!isUrlOf(lastOf(found.lineage), claims.iss)) return wrong;
        noteUse(found.key);
        return ok({ ...callerOfKey(found, said), scopes });
      }
      const holder = await holderOf(access, await access.findMembership(claims.member));
      if (holder === undefined || !isGood(holder, claims, now)) return wrong;
      if (!isUrlOf(lastOf(holder.lineage), claims.iss)) return wrong;
      const { session } = claims;
      if (session !== undefined && (await access.findSession(session)) === undefined) return wrong;
      const policy = await policyOf(records);
      return ok({ ...callerOf(holder, policy, recorded(said)), scopes });
    });
  };

/** The one answer to whatever is not good. */
export const wrong: Result<never, NotAuthenticated> = err({
  kind: 'NotAuthenticated',
  reason: 'wrong',
});

/** Whether a token is still that of the person in the place, and the credential it was made by. */
export const isGood = (
  holder: Holder,
  {
    useruuid,
    place,
    generation,
  }: { readonly useruuid: string; readonly place: number; readonly generation: number },
  now: Date,
): boolean =>
  holder.user.id === useruuid &&
  holder.membership.generation === place &&
  holder.user.credential.generation === generation &&
  isOpenTo(holder, now);

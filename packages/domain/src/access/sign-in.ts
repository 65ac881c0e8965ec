import type { Later, NotAuthenticated } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { type Account, lastOf } from '../tree/account.ts';
import { eventOf, type NewEvent } from '../tree/event.ts';
import { policyOf } from '../tree/read-policy.ts';
import { later } from '../values/later.ts';
import { type Secret, secret } from '../values/secret.ts';
import { type AccountUrls, isUrlOf } from './account-url.ts';
import { isGood, wrong } from './authenticate-token.ts';
import type { CannotProve, CheckPassword } from './check-password.ts';
import { claimsFor, claimsOfPerson } from './claims.ts';
import { asUser, type Door } from './door.ts';
import { type Holder, holderOf, type SignInName } from './holder.ts';
import { readRefreshToken } from './read-token.ts';
import type { Session } from './session.ts';
import { secondsOf } from './token.ts';

/** A pair of tokens: one to call with, one to get the next pair by. */
export interface SignedIn {
  readonly accessToken: Secret;
  readonly accessUntil: Date;
  readonly refreshToken: Secret;
  readonly refreshUntil: Date;
  readonly account: Account;
}

/** Whoever is named, with the password. */
export type SignInInput = SignInName & { readonly password: string };

/**
 * Begins a session in an account, by mailbox or user name and password. `NotAuthenticated` for
 * every reason alike; `TooManyTries` once policy's tries are used up; `Busy` where too much is
 * being hashed.
 */
export const signIn =
  (ports: Ports, urls: AccountUrls, check: CheckPassword) =>
  async (
    { password, ...name }: SignInInput,
    door: Door = {},
  ): Promise<Result<SignedIn, CannotProve>> => {
    const proven = await check(name, password);
    if (!proven.ok) return proven;
    const { holder, policy } = proven.value;
    const now = ports.clock.now();
    const session = {
      id: ports.ids.uuid(),
      membershipId: holder.membership.id,
      serial: 1,
      until: later(now, policy.lifetimes.refreshToken),
    };
    const stored = await ports.persistence.transact(async ({ access, records }) => {
      await access.addSession(session, now);
      await records.addEvent(sessionEvent(ports, holder, 'SessionBegun', door));
      return ok(undefined);
    });
    return stored.ok ? ok(await pairOf(ports, urls, holder, session, policy, now)) : stored;
  };

export interface RefreshInput {
  readonly refreshToken: string;
  /** The address of the account where this is asked for; a token of another is wrong. */
  readonly address?: string;
}

/**
 * Renews a session: another pair of tokens, the refresh token being spent by that. It is wrong
 * where it was spent before, has run out, or where its person, password or account is not good any
 * more. One that was spent before ends the session, with all its tokens: two have it, and one of them
 * has stolen it.
 */
export const refreshSession =
  (ports: Ports, urls: AccountUrls) =>
  async (
    { refreshToken, address }: RefreshInput,
    door: Door = {},
  ): Promise<Result<SignedIn, NotAuthenticated | Later<'Unavailable'>>> => {
    const { persistence, secrets, clock } = ports;
    const now = clock.now();
    const claims = await readRefreshToken(secrets, refreshToken, now);
    if (claims === undefined) return wrong;
    const { holder, policy } = await persistence.read(async ({ access, records }) => ({
      holder: await holderOf(access, await access.findMembership(claims.member)),
      policy: await policyOf(records),
    }));
    if (holder === undefined || !isGood(holder, claims, now)) return wrong;
    const own = lastOf(holder.lineage);
    if (!isUrlOf(own, claims.iss)) return wrong;
    if (address !== undefined && address !== own.address) return wrong;
    const session = {
      id: claims.session,
      membershipId: holder.membership.id,
      serial: claims.serial + 1,
      until: later(now, policy.lifetimes.refreshToken),
    };
    const advanced = await persistence.transact(async ({ access, records }) => {
      if (await access.advanceSession(session)) return ok(true);
      const stored = await access.findSession(session.id);
      if (stored === undefined || stored.serial <= claims.serial) return ok(false);
      await access.endSession(session.id);
      await records.addEvent(sessionEvent(ports, holder, 'SessionEnded', door));
      return ok(false);
    });
    if (!advanced.ok) return advanced;
    return advanced.value ? ok(await pairOf(ports, urls, holder, session, policy, now)) : wrong;
  };

const sessionEvent = (
  { ids, clock }: Ports,
  { membership, user }: Holder,
  kind: 'SessionBegun' | 'SessionEnded',
  door: Door,
): NewEvent => {
  const { accountId, id: subject } = membership;
  return eventOf(
    { id: ids.uuid(), kind, accountId, subject, at: clock.now() },
    asUser(user.id, door),
  );
};

async function pairOf(
  { secrets, ids }: Ports,
  urls: AccountUrls,
  holder: Holder,
  session: Session,
  { lifetimes }: Policy,
  now: Date,
): Promise<SignedIn> {
  const account = lastOf(holder.lineage);
  const longest = later(now, lifetimes.accessToken);
  // It goes with its session.
  const accessUntil = longest < session.until ? longest : session.until;
  const claims = () => ({
    ...claimsFor(account, urls, ids.uuid(), now),
    ...claimsOfPerson(holder),
  });
  const access = {
    ...claims(),
    purpose: 'access' as const,
    exp: secondsOf(accessUntil),
    session: session.id,
  };
  const refresh = {
    ...claims(),
    purpose: 'refresh' as const,
    exp: secondsOf(session.until),
    session: session.id,
    serial: session.serial,
  };
  return {
    accessToken: secret(await secrets.signToken(access)),
    accessUntil,
    refreshToken: secret(await secrets.signToken(refresh)),
    refreshUntil: session.until,
    account,
  };
}

import { z } from 'zod';
import { AccountNumber, ApiKeyId, MembershipId, MembershipNumber, UserId } from '../values/ids.ts';

const when = z.int().min(0);

const common = {
  /** The URL of the account that the token is good for. */
  iss: z.string(),
  sub: z.literal('api'),
  /** No two tokens are one. */
  jti: z.string(),
  iat: when,
  nbf: when,
  exp: when,
  scope: z.string().exactOptional(),
};

/** What a token of a person says besides; it is void once the credential has moved on. */
const person = {
  uid: MembershipNumber,
  useruuid: UserId,
  member: MembershipId,
  /** Of the membership: void with the place that it was given for, though that be given anew. */
  place: z.int().min(0),
  generation: z.int().min(1),
};

const access = z.literal('access');

/** A token in the place of an API key; it is void once the key is. */
const KeyClaims = z.strictObject({ ...common, purpose: access, uid: AccountNumber, key: ApiKeyId });

const PersonClaims = z.strictObject({
  ...common,
  ...person,
  purpose: access,
  /** The session that it belongs to, where it does; it is void once that is over. */
  session: z.string().exactOptional(),
});

export const RefreshClaims = z.strictObject({
  ...common,
  ...person,
  purpose: z.literal('refresh'),
  session: z.string(),
  serial: z.int().min(1),
});

/**
 * What our tokens say (JWT, RFC 7519). An access token is no refresh token and the reverse: their
 * purposes differ, and each is read by its own schema.
 */
export const AccessClaims = z.union([PersonClaims, KeyClaims]);

export type AccessClaims = z.infer<typeof AccessClaims>;
export type RefreshClaims = z.infer<typeof RefreshClaims>;
export type TokenClaims = AccessClaims | RefreshClaims;

/** Seconds since 1970, as JWT counts. */
export const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

/** A token is good from a minute before it was made: the clock of another process may be behind. */
export const goodFrom = (made: Date): number => secondsOf(made) - 60;

import type { Secrets } from '../ports.ts';
import { AccessClaims, RefreshClaims } from './token.ts';

/** Undefined for whatever is no access token of ours, or is not good at `now`. */
export const readAccessToken = async (
  secrets: Secrets,
  token: string,
  now: Date,
): Promise<AccessClaims | undefined> =>
  AccessClaims.safeParse(await secrets.readToken(token, now)).data;

export const readRefreshToken = async (
  secrets: Secrets,
  token: string,
  now: Date,
): Promise<RefreshClaims | undefined> =>
  RefreshClaims.safeParse(await secrets.readToken(token, now)).data;

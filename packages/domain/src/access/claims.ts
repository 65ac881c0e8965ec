import type { Account } from '../tree/account.ts';
import type { AccountUrls } from './account-url.ts';
import type { Holder } from './holder.ts';
import { goodFrom, secondsOf } from './token.ts';

/** What every token says: for which account it is good, and since when. */
export const claimsFor = (account: Account, { urlOf }: AccountUrls, jti: string, now: Date) => ({
  iss: urlOf(account),
  sub: 'api' as const,
  jti,
  iat: secondsOf(now),
  nbf: goodFrom(now),
});

/** What a token of a person says besides: in which place, and by which credential. */
export const claimsOfPerson = ({ membership, user }: Holder) => ({
  uid: membership.number,
  useruuid: user.id,
  member: membership.id,
  place: membership.generation,
  generation: user.credential.generation,
});

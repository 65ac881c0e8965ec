import type { EmailAddress } from '../values/email-address.ts';
import type { AccountId, UserId } from '../values/ids.ts';

/**
 * How a person proves to be itself. *own*: chosen by the person, opens every account of theirs;
 * *given*: chosen by or shown to somebody else, opens only the account it was made for.
 */
export interface Credential {
  /** An argon2id PHC string of a chosen password, or `sha256:` and the digest of a generated one. */
  readonly hash: string;
  readonly origin: 'own' | 'given';
  /** The account that a given credential was made for. */
  readonly accountId?: AccountId;
  /** Raised by every change; tokens of an earlier generation are void. */
  readonly generation: number;
  /** After this time an unused generated password is void. */
  readonly lapsesAt?: Date;
  /**
   * The hash of the given credential before this one, if there was any: somebody else has set or seen
   * that password, so it never becomes the person's own.
   */
  readonly seenHash?: string;
}

/** A person who can sign in. */
export interface User {
  readonly id: UserId;
  readonly email: EmailAddress;
  readonly credential: Credential;
}

import type { UserId } from '../values/ids.ts';

/**
 * A link by which the owner of a mailbox may choose a new password. It is good once: whatever changes
 * the credential raises its generation, and with that every link of an earlier one is void.
 */
export interface PasswordReset {
  readonly id: string;
  /** Absent where the mailbox is nobody's: what was asked for leaves the same traces. */
  readonly userId?: UserId;
  /** Of the user's credential when it was asked for; 0 without a user. */
  readonly generation: number;
  /** The hash of the token's text; the token itself is never stored. */
  readonly hash: string;
  readonly until: Date;
}

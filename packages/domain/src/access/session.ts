import type { MembershipId } from '../values/ids.ts';

/**
 * A sign-in that can be renewed. Each renewal spends the refresh token before it: only the one that
 * carries the present serial is good.
 */
export interface Session {
  readonly id: string;
  readonly membershipId: MembershipId;
  /** From 1, raised by each renewal. */
  readonly serial: number;
  /** The end of the present refresh token. */
  readonly until: Date;
}

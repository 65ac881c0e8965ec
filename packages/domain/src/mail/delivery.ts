import type { MembershipId } from '../values/ids.ts';

/** A message that a committed change owes. It names its subject and holds no token and no text. */
export interface NewDelivery {
  readonly id: string;
  readonly kind: 'invitation';
  readonly membershipId: MembershipId;
  /** The generation that it was owed for; a later one supersedes it. */
  readonly generation: number;
  readonly dueAt: Date;
}

/** A message under a lease. */
export interface Delivery extends NewDelivery {
  /** How often it has been tried before. */
  readonly attempts: number;
  readonly fence: number;
}

export interface Claim {
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
}

/** How a claimed message ended; `retry` is due again at `at`. */
export type Settlement = { readonly id: string; readonly fence: number } & (
  | { readonly state: 'sent' | 'superseded' | 'undeliverable' }
  | { readonly state: 'retry'; readonly at: Date }
);

/** A message ready to be written out: the mailer has the words for each kind. */
export interface Letter {
  readonly kind: 'invitation';
  /** The same at every try; the Message-ID is made of it, so that a copy is known for one. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  /** The account that the person is invited to. */
  readonly accountName: string;
  /** What the installation calls itself. */
  readonly brand: string;
  readonly link: string;
  readonly until: Date;
}

const triesAtMost = 12;

/** How a failed try goes on: 30 s, doubled each time up to 6 h, given up after 12 tries. */
export const afterFailure = (
  delivery: Pick<Delivery, 'id' | 'fence' | 'attempts'>,
  now: Date,
): Settlement => {
  const { id, fence, attempts } = delivery;
  if (attempts + 1 >= triesAtMost) return { id, fence, state: 'undeliverable' };
  const wait = Math.min(30 * 2 ** attempts, 6 * 3600);
  return { id, fence, state: 'retry', at: new Date(now.getTime() + wait * 1000) };
};

const heldSeconds = 600;

/** Mail to a suspended account waits, and goes out once that is active again. */
export const heldBack = ({ id, fence }: Pick<Delivery, 'id' | 'fence'>, now: Date): Settlement => ({
  id,
  fence,
  state: 'retry',
  at: new Date(now.getTime() + heldSeconds * 1000),
});

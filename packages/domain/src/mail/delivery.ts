import type { MembershipId } from '../values/ids.ts';
import { later } from '../values/later.ts';

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
  /** How often sending it has failed before, as its settlements told. */
  readonly attempts: number;
  readonly fence: number;
}

export interface Claim {
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
}

/**
 * How a claimed message ended; `retry` is due again at `at`, after `attempts` failures in all.
 */
export type Settlement = { readonly id: string; readonly fence: number } & (
  | { readonly state: 'sent' | 'superseded' | 'undeliverable' }
  | { readonly state: 'retry'; readonly at: Date; readonly attempts: number }
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
const firstWait = 30;
const longestWait = 6 * 3600;
const heldSeconds = 600;

/**
 * How a failed try goes on: 30 s, doubled each time up to 6 h, given up after 12 tries. A message
 * waits up to a quarter longer, by its id, so that those that failed together do not all come back
 * together.
 */
export const afterFailure = (
  { id, fence, attempts: before }: Pick<Delivery, 'id' | 'fence' | 'attempts'>,
  now: Date,
): Settlement => {
  const attempts = before + 1;
  if (attempts >= triesAtMost) return { id, fence, state: 'undeliverable' };
  const wait = Math.min(firstWait * 2 ** before, longestWait) * (1 + spread(id) / 4);
  return { id, fence, state: 'retry', at: later(now, wait), attempts };
};

/** Mail to a suspended account waits, without being tried, until that is active again. */
export const heldBack = (
  { id, fence, attempts }: Pick<Delivery, 'id' | 'fence' | 'attempts'>,
  now: Date,
): Settlement => ({ id, fence, state: 'retry', at: later(now, heldSeconds), attempts });

/** From 0 to 1, always the same for one id: chance without randomness. */
const spread = (id: string): number =>
  [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 997, 7) / 997;

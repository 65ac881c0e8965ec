import type { MembershipId, UserId } from '../values/ids.ts';
import { later } from '../values/later.ts';

/** What a message is about. */
export type Subject =
  | { readonly kind: 'invitation'; readonly membershipId: MembershipId }
  | { readonly kind: 'passwordReset'; readonly resetId: string }
  /** A note to the owner. */
  | { readonly kind: 'passwordChanged'; readonly userId: UserId };

export type DeliveryKind = Subject['kind'];

/** A message that a committed change owes. It names its subject and holds no token and no text. */
export type NewDelivery = Subject & {
  readonly id: string;
  /**
   * The generation that it was owed for: of the membership, or of the user's credential. A later one
   * supersedes it.
   */
  readonly generation: number;
  readonly dueAt: Date;
};

/** A message under a lease. */
export type Delivery = NewDelivery & {
  /** How often sending it has failed before, as its settlements told. */
  readonly attempts: number;
  readonly fence: number;
};

export const deliveryStates = ['due', 'sent', 'superseded', 'undeliverable'] as const;

/** `due` until it ends as one of the others. */
export type DeliveryState = (typeof deliveryStates)[number];

/** A message as it stands in the outbox; one that has ended was due at `dueAt` for the last time. */
export type StoredDelivery = Delivery & {
  readonly state: DeliveryState;
  /** A relay has it until then, unless that is over. */
  readonly leasedUntil?: Date;
  /** Why it was not sent the last time that it was tried. */
  readonly reason?: string;
};

/** Where a message that has ended stands among those: by when it was due last, then by its id. */
export interface EndedMail {
  readonly dueAt: Date;
  readonly id: string;
}

export interface Claim {
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
}

/**
 * How a claimed message ended; `retry` is due again at `at`, after `attempts` failures in all.
 */
export type Settlement = {
  readonly id: string;
  readonly fence: number;
  /** Why it was not sent; without one, what was stored of an earlier try stays. */
  readonly reason?: string;
} & (
  | { readonly state: 'sent' | 'superseded' }
  | { readonly state: 'undeliverable'; readonly attempts: number }
  | { readonly state: 'retry'; readonly at: Date; readonly attempts: number }
);

/** A message ready to be written out: the mailer has the words for each kind. */
export type Letter = Invited | ResetAsked | Changed;

interface Envelope {
  /** The same at every try; the Message-ID is made of it, so that a copy is known for one. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  /** What the installation calls itself. */
  readonly brand: string;
}

interface Invited extends Envelope {
  readonly kind: 'invitation';
  /** The account that the person is invited to. */
  readonly accountName: string;
  readonly link: string;
  readonly until: Date;
}

interface ResetAsked extends Envelope {
  readonly kind: 'passwordReset';
  readonly link: string;
  readonly until: Date;
}

/** A note that the password was changed; its link is where another can be asked for. */
interface Changed extends Envelope {
  readonly kind: 'passwordChanged';
  readonly link: string;
}

const triesAtMost = 12;
const firstWait = 30;
const longestWait = 6 * 3600;
const shortestHold = 15;
const longestHold = 600;
const awaySeconds = 30;

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
  if (attempts >= triesAtMost) return { id, fence, state: 'undeliverable', attempts };
  const wait = Math.min(firstWait * 2 ** before, longestWait) * (1 + spread(id) / 4);
  return { id, fence, state: 'retry', at: later(now, wait), attempts };
};

/**
 * Mail to a suspended account waits, without having been tried, until that is active again: it is
 * looked at after about as long as the account has been suspended by now, 15 s at least and 10 min at
 * most. So it follows a short suspension soon, and a long one is not asked after all the time.
 */
export const heldSince = (suspendedAt: Date, delivery: Held, now: Date): Settlement => {
  const seconds = (now.getTime() - suspendedAt.getTime()) / 1000;
  return waiting(delivery, now, Math.min(Math.max(seconds, shortestHold), longestHold));
};

/** Mail waits, without having been tried, while the store is away. */
export const heldAway = (delivery: Held, now: Date): Settlement =>
  waiting(delivery, now, awaySeconds);

type Held = Pick<Delivery, 'id' | 'fence' | 'attempts'>;

const waiting = ({ id, fence, attempts }: Held, now: Date, seconds: number): Settlement => ({
  id,
  fence,
  state: 'retry',
  at: later(now, seconds),
  attempts,
});

/** From 0 to 1, always the same for one id: chance without randomness. */
const spread = (id: string): number =>
  [...id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 997, 7) / 997;

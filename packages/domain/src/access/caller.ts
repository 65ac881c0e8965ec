import type { NotPermitted } from '../errors.ts';
import type { HostTransaction } from '../host-transaction.ts';
import { err, ok, type Result } from '../result.ts';
import type { AccountStatus } from '../tree/account.ts';
import { type Channel, toChannel } from '../values/channel.ts';
import { AccountId, type ApiKeyId, type UserId } from '../values/ids.ts';
import { type Power, suffices } from './powers.ts';

/** How a caller proved who it is. */
export type Proof =
  /** `lineage`: the first of the keys that it came after by rotation. */
  | { readonly kind: 'key'; readonly id: ApiKeyId; readonly lineage: ApiKeyId }
  | { readonly kind: 'user'; readonly id: UserId }
  | { readonly kind: 'host' }
  | { readonly kind: 'operator'; readonly name: string };

/** Who is acting. Made by authentication, or by a host that vouches for it (`app.as`). */
export interface Caller {
  /** The account it acts for and below; absent for an operator of the whole installation alone. */
  readonly accountId?: AccountId;
  readonly power: Power;
  readonly proof: Proof;
  readonly channel: Channel;
  /** The name of its own user that the caller mentions; recorded, never believed. */
  readonly userName?: string;
}

/** As much of an AbortSignal as is asked for here. */
export interface Cancellation {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** What one use case is called with, besides its command. */
export interface Context {
  readonly caller: Caller;
  /**
   * A transaction that the host has begun: what the use case does becomes a part of it. Whoever began
   * it ends it; until then nothing has happened, and no mail is owed.
   */
  readonly tx?: HostTransaction;
  /** Recorded with the event, so that a change can be traced to its request. */
  readonly requestId?: string;
  /** Looked at before work begins; a transaction that has begun is finished. */
  readonly signal?: Cancellation;
}

/** What a use case is called with that may be tried again. */
export interface RetryableContext extends Context {
  /**
   * The caller's name for this attempt: made again with it, the same command answers what it
   * answered before, another one is refused. 1-255 visible ASCII characters; kept for 24 hours.
   */
  readonly idempotencyKey?: string;
  /** Seconds for which the answer is kept instead: 60 or more, 400 days at most, or it throws. */
  readonly keepSeconds?: number;
  /**
   * Everything is checked and worked out, and nothing stays: the answer is what would have come of it,
   * with ids, numbers and secrets that stand for nothing. An `idempotencyKey` must be one, and has no
   * effect.
   */
  readonly dryRun?: boolean;
  /** In a dry run: the `idempotencyKey` has its effect, and what would be made under it is not kept. */
  readonly comparesKey?: boolean;
  /**
   * The `idempotencyKey` names the account that is opened, whichever use case opens it: where another
   * one has opened an account under it, that is `IdempotencyKeyReused`.
   */
  readonly namesAccount?: boolean;
  /**
   * The account that is opened is brought over from elsewhere, where it had this status: it is opened
   * in it, and beneath an account that is suspended too. What is owed by mail waits as long as it is
   * suspended, itself or by one above. No wire says so: it is for whoever runs the installation.
   */
  readonly imported?: ImportedStatus;
}

/** Nothing is brought over that is closed. */
export type ImportedStatus = Exclude<AccountStatus, 'closed'>;

/** The part of the tree that a caller sees and acts in: its account's subtree, or all of it. */
export type Reach = { readonly below: AccountId } | 'installation';

/** Throws for a caller without an account that is no operator: a lost id must not open everything. */
export const reachOf = ({ accountId, proof }: Caller): Reach => {
  if (accountId !== undefined) return { below: accountId };
  if (proof.kind !== 'operator') throw new TypeError('this caller acts for no account');
  return 'installation';
};

/** Whether an account is part of a reach; whatever is not is as good as absent. */
export const isWithin = (
  reach: Reach,
  { id, ancestors }: { readonly id: AccountId; readonly ancestors: readonly AccountId[] },
): boolean => reach === 'installation' || id === reach.below || ancestors.includes(reach.below);

export const permit = (caller: Caller, needed: Power): Result<void, NotPermitted> =>
  suffices(caller.power, needed) ? ok(undefined) : err({ kind: 'NotPermitted', needed });

/** How the event log names who acted. */
export const actorOf = ({ proof }: Pick<Caller, 'proof'>): string => {
  switch (proof.kind) {
    case 'key':
    case 'user':
      return `${proof.kind}:${proof.id}`;
    case 'host':
      return 'host';
    case 'operator':
      return `operator:${proof.name}`;
  }
};

/** Who it is that tries again under an idempotency key: a key that was rotated is still the same. */
export const principalOf = ({ proof }: Caller): string =>
  proof.kind === 'key' ? `key:${proof.lineage}` : actorOf({ proof });

/** Callers that a host vouches for: it has decided itself that this may be done. */
export const as = {
  /** The account itself, with every power. Throws where the id is none. */
  account: (id: string): Caller => ({
    accountId: accountIdOf(id, 'as.account'),
    power: 'manage',
    proof: { kind: 'host' },
    channel: toChannel('host'),
  }),
  /** A person who runs this installation; below one account, or in all of it. Throws as `account`. */
  operator: (name: string, account?: string): Caller => ({
    ...(account === undefined ? {} : { accountId: accountIdOf(account, 'as.operator') }),
    power: 'manage',
    proof: { kind: 'operator', name },
    channel: toChannel('cli'),
  }),
};

function accountIdOf(id: string, who: string): AccountId {
  const accountId = AccountId.safeParse(id).data;
  if (accountId === undefined) throw new TypeError(`${who} needs the id of an account`);
  return accountId;
}

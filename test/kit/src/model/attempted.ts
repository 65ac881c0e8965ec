import {
  type AccountId,
  actorOf,
  type Caller,
  type Failure,
  IdempotencyKey,
  type Lineage,
  type NewEvent,
  type RetryableContext,
} from '@tenantry/domain';
import { type Expected, refused } from './expected.ts';
import { after, type Kept, type Model, type Node } from './model.ts';
import { acts, lineageOf, nodeIn } from './tree.ts';

/** A use case that changes something, besides who calls it. */
export interface Attempt<T> {
  readonly use: string;
  /** What an idempotency key stands for: the parsed command without its target. */
  readonly asked: object;
  readonly target: unknown;
  /** What stands in the way before any account is looked for, but after what was answered before. */
  readonly prevented?: Failure | undefined;
  /** The account that it acts on, or why there is none. */
  readonly hold: () => Node | Failure;
  readonly decide: (lineage: Lineage) => Failure | Done<T>;
  /**
   * What of an answer is kept for a replay, and what of it is shown for a time alone, as long as
   * `isShown` says.
   */
  readonly kept: (answered: T) => Pick<Kept, 'answer'> & Partial<Pick<Kept, 'secret' | 'isShown'>>;
  /** Which account was made, where it is not the one that was acted on. */
  readonly made?: (answered: T) => AccountId;
}

/** What comes of a use case that is carried out. */
interface Done<T> {
  readonly value: (answered: T) => unknown;
  /** Nothing, where everything was so already. */
  readonly happened: NewEvent['kind'] | undefined;
  /** The key or the membership that it happened to. */
  readonly subject?: (answered: T) => string;
  readonly keep: (answered: T) => void;
}

const keptSeconds = 86_400;

/**
 * In the order in which an application asks: what was answered to the same attempt before, for which
 * account it is, whether the caller acts; and then whatever the use case decides.
 */
export const attempted = <T>(
  model: Model,
  context: RetryableContext,
  { use, asked, target, prevented, hold, decide, kept, made }: Attempt<T>,
): Expected<T> => {
  const { caller, idempotencyKey, dryRun = false } = context;
  const on = nodeIn(model, caller, target)?.account.id ?? target;
  const attempt = {
    lookup: JSON.stringify([
      caller.accountId,
      actorOf(caller),
      use,
      IdempotencyKey.safeParse(idempotencyKey).data,
    ]),
    asked: written({ ...asked, on }),
  };
  if (idempotencyKey !== undefined && !dryRun) {
    if (!acts(model, caller)) return refused(actsNoMore);
    const before = model.kept.findLast(
      ({ lookup, madeAt }) => lookup === attempt.lookup && isWithin(model, madeAt, keptSeconds),
    );
    if (before !== undefined)
      return before.asked === attempt.asked
        ? { replayed: { ...before.answer, ...shownAgain(model, before) } }
        : refused({ kind: 'IdempotencyKeyReused' });
  }
  if (prevented !== undefined) return refused(prevented);
  const node = hold();
  if ('kind' in node) return refused(node);
  if (!acts(model, caller)) return refused(actsNoMore);
  const decided = decide(lineageOf(model, node.account));
  if ('kind' in decided) return refused(decided);
  return {
    value: decided.value,
    keep: (answered) => {
      // Of a dry run nothing stays: neither what it did nor that it was an attempt.
      if (dryRun) return;
      decided.keep(answered);
      const { now: at } = model;
      const { happened: kind, subject } = decided;
      if (kind !== undefined)
        model.events.push({
          kind,
          accountId: made?.(answered) ?? node.account.id,
          ...(subject === undefined ? {} : { subject: subject(answered) }),
          actor: actorOf(caller),
          channel: caller.channel,
          at,
        });
      const { answer, secret = {}, isShown = () => true } = kept(answered);
      if (idempotencyKey !== undefined)
        model.kept.push({ ...attempt, answer, secret, isShown, madeAt: at });
    },
  };
};

/** The account that a command names, within the reach of its caller. */
export const held = (model: Model, caller: Caller, target: unknown, absent: Failure) => () =>
  nodeIn(model, caller, target) ?? absent;

const actsNoMore = { kind: 'NotAuthenticated', reason: 'wrong' } as const;

const isWithin = ({ now }: Model, from: Date, seconds: number): boolean =>
  now < after(from, seconds);

const shownSeconds = 600;

/** What is shown once, for ten minutes, unless it was used or ended meanwhile. */
const shownAgain = ({ now }: Model, { secret, isShown, madeAt }: Kept): object =>
  now <= after(madeAt, shownSeconds) && isShown() ? secret : {};

/** The same text for the same command, in whatever order its parts were written. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(byKey))
      : part,
  );

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

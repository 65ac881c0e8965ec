import { type RetryableContext, reachOf } from '../access/caller.ts';
import type { IdempotencyKeyReused, Invalid, Later, NotAuthenticated } from '../errors.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { Lineage } from '../tree/account.ts';
import { callerActs } from '../tree/caller-acts.ts';
import type { AccountRef } from '../values/ids.ts';
import { attemptOf, type Codec, replayOf } from './attempt.ts';

/** What can come of any use case that changes something and may be tried again. */
export type CannotCarryOut =
  | NotAuthenticated
  | Invalid
  | IdempotencyKeyReused
  | Later<'InProgress'>
  | Later<'Unavailable'>;

/** A use case, as far as it differs from the others. */
export interface UseCase<Made, T, E> {
  /** As in `partners.create`: part of what an idempotency key stands for. */
  readonly name: string;
  /**
   * The parsed command without its target, as plain data with its secrets revealed: it is compared
   * by a keyed hash.
   */
  readonly command: () => object;
  /** The account that it acts on; by id or by number it is the same command. */
  readonly target: AccountRef | undefined;
  readonly codec: Codec<T>;
  /** Makes what must not be waited for inside the unit: ids, hashes. */
  readonly prepare: () => Promise<Result<Made, E>>;
  /** The account that it acts on, held with all above it. */
  readonly hold: (unit: Unit) => Promise<Result<Lineage, E>>;
  readonly work: (unit: Unit, made: Made, lineage: Lineage) => Promise<Result<T, E>>;
}

/**
 * Carries out a use case for a caller that has the power: as one unit, or not at all, and once for
 * one idempotency key. What the same attempt answered before is looked for ahead of the hashing,
 * and again inside the unit, each time after it is known that the caller still acts. A dry run is
 * worked out to its end and undone: it is not one of the attempts that a key names.
 */
export const carryOut = async <Made, T, E>(
  ports: Ports,
  context: RetryableContext,
  { name, command, target, codec, prepare, hold, work }: UseCase<Made, T, E>,
): Promise<Result<T, E | CannotCarryOut>> => {
  context.signal?.throwIfAborted();
  const on = context.idempotencyKey === undefined ? undefined : await idOf(ports, context, target);
  // What is said by default is no part of the command: kept results stay those of their commands.
  const imported = context.imported === 'suspended' ? context.imported : undefined;
  const named = attemptOf(ports, context, name, () => ({ ...command(), on, imported }), codec);
  if (!named.ok) return named;
  const attempt = context.dryRun === true ? undefined : named.value;
  const compared = context.comparesKey === true ? named.value : attempt;
  const before = await replayOf(ports, compared, context);
  if (before !== undefined) return before;
  const made = await prepare();
  if (!made.ok) return made;
  let rehearsed: Result<T, E> | undefined;
  const carried = await ports.persistence.transact<T, E | CannotCarryOut | typeof undone>(
    async (unit) => {
      const alone = (await attempt?.hold(unit.records)) ?? ok(undefined);
      if (!alone.ok) return alone;
      const lineage = await hold(unit);
      if (!lineage.ok) return lineage;
      const acts = callerActs(context.caller, lineage.value);
      if (!acts.ok) return acts;
      const meanwhile = await attempt?.before(unit.records);
      if (meanwhile !== undefined) return meanwhile;
      const done = await work(unit, made.value, lineage.value);
      if (!done.ok) return done;
      if (context.dryRun === true) {
        rehearsed = done;
        return err(undone);
      }
      const kept = (await attempt?.keep(unit.records, done.value)) ?? ok(undefined);
      return kept.ok ? done : kept;
    },
  );
  if (carried.ok) return carried;
  const { error } = carried;
  if (error !== undone) return err(error);
  if (rehearsed === undefined) throw new Error('a dry run was undone before it was done');
  return rehearsed;
};

/** What a unit answers so that nothing of it stays. */
const undone = Symbol('undone');

/** Whatever cannot be found is named as it was. */
const idOf = async (
  { persistence }: Ports,
  { caller }: RetryableContext,
  target: AccountRef | undefined,
): Promise<AccountRef | undefined> => {
  if (typeof target !== 'number') return target;
  const found = await persistence.read(({ accounts }) => accounts.find(reachOf(caller), target));
  return found?.id ?? target;
};

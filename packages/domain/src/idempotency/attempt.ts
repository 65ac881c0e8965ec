import { type Caller, principalOf, type RetryableContext, reachOf } from '../access/caller.ts';
import {
  type IdempotencyKeyReused,
  type Invalid,
  invalid,
  type Later,
  type NotAuthenticated,
} from '../errors.ts';
import type { Ports, RecordReads, RecordWrites, Secrets } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { callerActs } from '../tree/caller-acts.ts';
import { IdempotencyKey } from '../values/idempotency-key.ts';
import type { AccountId } from '../values/ids.ts';
import { issuesOf } from '../values/issues.ts';
import { later } from '../values/later.ts';
import { canonical } from './canonical.ts';
import { making } from './making.ts';

export interface Codec<T> {
  readonly write: (value: T) => string;
  readonly read: (text: string) => T;
  /** The account that it made or changed. */
  readonly accountOf: (value: T) => AccountId;
}

/** One attempt at a use case, as its idempotency key names it. */
export interface Attempt<T> {
  /** Waits for another unit that makes the same attempt just now. */
  hold(records: RecordWrites): Promise<Result<void, Later<'InProgress'>>>;
  /**
   * What the same attempt answered before; undefined when there was none. Ask only once proof,
   * status and power of the caller are known to be in order.
   */
  before(records: RecordReads): Promise<Result<T, IdempotencyKeyReused> | undefined>;
  /** Keeps a success, in the unit that makes it. */
  keep(records: RecordWrites, value: T): Promise<Result<void, Later<'InProgress'>>>;
}

const daySeconds = 86_400;
const shortestKept = 60;
const longestKept = 400 * daySeconds;
const inProgress: Later<'InProgress'> = { kind: 'InProgress', retryAfter: 1 };

/** The key that a caller gives an attempt as its name. */
export const keyOf = (given: unknown): Result<IdempotencyKey, Invalid> => {
  const parsed = IdempotencyKey.safeParse(given, { reportInput: true });
  if (parsed.success) return ok(parsed.data);
  return err(
    invalid(issuesOf(parsed.error).map((issue) => ({ ...issue, path: ['idempotencyKey'] }))),
  );
};

/** What the result of an attempt is kept under: one for each secret, the newest first. */
export const lookupsOf = (
  secrets: Secrets,
  caller: Caller,
  useCase: string,
  key: IdempotencyKey,
): readonly [string, ...string[]] => {
  const scope = [caller.accountId ?? '', principalOf(caller), useCase, key].join('\n');
  return secrets.derive('idempotency', `lookup\n${scope}`);
};

/**
 * The attempt that a context names, for one use case and a parsed command. Its scope is the
 * acting account and who acts: the same key of another caller, or at another use case, has
 * nothing to do with this one.
 */
export const attemptOf = <T>(
  ports: Ports,
  { caller, idempotencyKey, keepSeconds = daySeconds, namesAccount }: RetryableContext,
  useCase: string,
  command: () => object,
  codec: Codec<T>,
): Result<Attempt<T> | undefined, Invalid> => {
  if (!(keepSeconds >= shortestKept && keepSeconds <= longestKept))
    throw new RangeError(`keepSeconds must be from ${shortestKept} to ${longestKept}`);
  if (idempotencyKey === undefined) return ok(undefined);
  const parsed = keyOf(idempotencyKey);
  if (!parsed.ok) return parsed;
  const key = parsed.value;
  const { secrets, clock } = ports;
  const lookups = lookupsOf(secrets, caller, useCase, key);
  const others = (namesAccount === true ? Object.values(making) : [])
    .filter((other) => other !== useCase)
    .flatMap((other) => lookupsOf(secrets, caller, other, key));
  const fingerprints = secrets.derive('idempotency', `command\n${canonical(command())}`);
  return ok({
    hold: async (records) =>
      (await records.holdResult(lookups)) ? ok(undefined) : err(inProgress),
    before: async (records) => {
      const kept = await records.findResult([...lookups, ...others], clock.now());
      if (kept === undefined) return undefined;
      if (others.includes(kept.lookup) || !fingerprints.includes(kept.fingerprint))
        return err({ kind: 'IdempotencyKeyReused' });
      const text = secrets.unseal('idempotency', key, kept.sealed);
      if (text === undefined) throw new Error('a kept result cannot be unsealed');
      return { ok: true, value: codec.read(text), replayed: true };
    },
    keep: async (records, value) => {
      const now = clock.now();
      const kept = await records.addResult(
        {
          lookup: lookups[0],
          fingerprint: fingerprints[0],
          accountId: codec.accountOf(value),
          sealed: secrets.seal('idempotency', key, codec.write(value)),
          lapsesAt: later(now, keepSeconds),
        },
        now,
      );
      // Another attempt has been kept meanwhile: its answer is there at the next try.
      return kept.ok ? ok(undefined) : err(inProgress);
    },
  });
};

/**
 * What the same attempt answered before, looked for ahead of any work: undefined when there is no
 * key, or when this is the first. Whether the caller still acts is asked first.
 */
export const replayOf = async <T>(
  { persistence }: Ports,
  attempt: Attempt<T> | undefined,
  { caller }: RetryableContext,
): Promise<Result<T, IdempotencyKeyReused | NotAuthenticated> | undefined> => {
  if (attempt === undefined) return undefined;
  return persistence.read(async ({ accounts, records }) => {
    const { accountId } = caller;
    const lineage =
      accountId === undefined ? undefined : await accounts.lineage(reachOf(caller), accountId);
    const acts = lineage === undefined ? ok(undefined) : callerActs(caller, lineage);
    return acts.ok ? attempt.before(records) : acts;
  });
};

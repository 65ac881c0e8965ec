import {
  type Context,
  type Failure,
  IdempotencyKey,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { UsageError, valueOf } from '../ending/exit.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

/** Throws where an attempt was given a name that can be none. */
export const demandKey = (given: string): void => {
  if (!IdempotencyKey.safeParse(given).success)
    throw new UsageError('--idempotency-key must be 1 to 255 visible ASCII characters');
};

/** The context of a command that changes something, under the name that this attempt was given. */
export const attempted = (
  context: Context,
  idempotencyKey: string | undefined,
): RetryableContext => (idempotencyKey === undefined ? context : { ...context, idempotencyKey });

/** What a command did, or what the same attempt had done before. */
interface Done<T> {
  readonly value: T;
  readonly replayed: boolean;
}

/** The value of an outcome; a person is told of a replay. */
export const doneOf = <T>(result: Result<T, Failure>, { say }: Surroundings): Done<T> => {
  const value = valueOf(result);
  const replayed = result.ok && result.replayed === true;
  if (replayed) say('tenantry: replayed: done before under this idempotency key\n');
  return { value, replayed };
};

/** An object's JSON as one line; a replay has a member that says so. */
export const jsonLine = (text: string, replayed: boolean): string =>
  `${replayed ? `${text.slice(0, -1)},"replayed":true}` : text}\n`;

/** Says which secrets a replay came too late for. */
export const sayWithheld = (secrets: readonly string[], { say }: Surroundings): void => {
  if (secrets.length > 0) say(`tenantry: shown before, and not again: ${secrets.join(', ')}\n`);
};

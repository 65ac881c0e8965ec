import { attempted, doneOf, jsonLine, sayWithheld } from '../attempt.ts';
import type { Flags, Retryable } from '../flags.ts';
import { accountNamed } from '../named-account.ts';
import { asOperator } from '../open.ts';
import type { Surroundings } from '../surroundings.ts';

export interface KeyOptions extends Retryable {
  readonly power: string;
}

/** Issues a key for an account and shows it, this once; a late replay has its id alone. */
export const create = async (
  account: string | undefined,
  { power, idempotencyKey, json }: KeyOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asOperator(flags, surroundings, async (app, context) => {
    const named = await accountNamed(app, account, context);
    const attempt = attempted(context, idempotencyKey);
    const issued = await app.keys.create({ ...named, power }, attempt);
    const { value, replayed } = doneOf(issued, surroundings);
    const key = value.text?.reveal();
    if (key === undefined) sayWithheld([`the key ${value.id}`], surroundings);
    const shown = JSON.stringify({ id: value.id, key });
    if (json === true) surroundings.outOnce(jsonLine(shown, replayed));
    else if (key !== undefined) surroundings.outOnce(`${key}\n`);
  });

import type { ApiKeyId, KeyView } from '@tenantry/domain';
import { asOperator, asReader } from '../application/as-operator.ts';
import { attempted, doneOf, jsonLine, sayWithheld } from '../application/attempt.ts';
import { everyPage } from '../application/every-page.ts';
import { accountNamed } from '../application/named-account.ts';
import type { Flags, Json, Retryable } from '../said/flags.ts';
import { given } from '../said/given.ts';
import { unparsed } from '../said/unparsed.ts';
import { wholeOrText } from '../said/whole-number.ts';
import { keyList, keyOf } from '../shown/key.ts';
import { listed, shownAlone } from '../terminal/listed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface CreateOptions extends Retryable {
  readonly power: string;
  readonly expires?: string;
}

/** Issues a key for an account and shows it, this once; a late replay has its id alone. */
export const create = async (
  account: string | undefined,
  { power, expires, idempotencyKey, json }: CreateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asOperator(flags, surroundings, async (app, context) => {
    const named = await accountNamed(app, account, context);
    const attempt = attempted(context, idempotencyKey);
    const input = { ...named, power, ...given({ expiresAt: expires }) };
    const { value, replayed } = doneOf(await app.keys.create(input, attempt), surroundings);
    const { id, text } = value;
    const shown = { id, key: text?.reveal() };
    show(shown, json, replayed, surroundings);
  });

/** Lists the keys of an account, those that are over too, in constant memory. */
export const list = async (
  account: string | undefined,
  { json }: Json,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asReader(flags, surroundings, async (app, context) => {
    const of = await accountNamed(app, account, context);
    const keys = everyPage<KeyView, ApiKeyId>((page) => app.keys.list({ ...of, ...page }, context));
    await listed(keys, keyList, json, surroundings);
  });

export interface RotateOptions extends Retryable {
  readonly overlap?: string;
}

/** Issues a key in place of another, which goes on for a while, and shows the new one, this once. */
export const rotate = async (
  key: string,
  { overlap, idempotencyKey, json }: RotateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asOperator(flags, surroundings, async (app, context) => {
    const overlapSeconds = overlap === undefined ? undefined : wholeOrText(overlap);
    const attempt = attempted(context, idempotencyKey);
    const rotated = await app.keys.rotate(unparsed({ key, ...given({ overlapSeconds }) }), attempt);
    const { value, replayed } = doneOf(rotated, surroundings);
    const { id, text, previous } = value;
    const shown = { id, key: text?.reveal(), previous: keyOf(previous) };
    show(shown, json, replayed, surroundings);
    const end = previous.revokedAt ?? previous.expiresAt;
    if (end !== undefined && json !== true)
      surroundings.say(`tenantry: ${previous.id} is good until ${end.toISOString()}\n`);
  });

/** Ends a key at once. */
export const revoke = async (
  key: string,
  { idempotencyKey, json }: Retryable,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asOperator(flags, surroundings, async (app, context) => {
    const revoked = await app.keys.revoke({ key }, attempted(context, idempotencyKey));
    const { value, replayed } = doneOf(revoked, surroundings);
    if (json === true) surroundings.out(jsonLine(keyList.json(value), replayed));
    else await shownAlone(value, keyList, surroundings);
  });

interface Shown {
  readonly id: string;
  /** Absent where it is not shown again. */
  readonly key: string | undefined;
}

/** The key alone, or with all that is shown with it in JSON. */
function show(
  shown: Shown,
  json: true | undefined,
  replayed: boolean,
  surroundings: Surroundings,
): void {
  const { id, key } = shown;
  if (key === undefined) sayWithheld([`the key ${id}`], surroundings);
  if (json === true) surroundings.outOnce(jsonLine(JSON.stringify(shown), replayed));
  else if (key !== undefined) surroundings.outOnce(`${key}\n`);
}

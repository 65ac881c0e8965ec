import { valueOf } from '../exit.ts';
import type { Flags, Json } from '../flags.ts';
import { accountNamed } from '../named-account.ts';
import { asOperator } from '../open.ts';
import type { Surroundings } from '../surroundings.ts';

export interface KeyOptions extends Json {
  readonly power: string;
}

/** Issues a key for an account and shows it, this once. */
export const create = async (
  account: string | undefined,
  { power, json }: KeyOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> =>
  asOperator(flags, surroundings, async (app, context) => {
    const named = await accountNamed(app, account, context);
    const { id, text } = valueOf(await app.keys.create({ ...named, power }, context));
    const shown = { id, key: text?.reveal() ?? '' };
    surroundings.outOnce(json === true ? `${JSON.stringify(shown)}\n` : `${shown.key}\n`);
  });

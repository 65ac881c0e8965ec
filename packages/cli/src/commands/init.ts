import type { Initialised, InitialiseInput } from '@tenantry/domain';
import { UsageError, valueOf } from '../exit.ts';
import type { Flags, Json } from '../flags.ts';
import { inputsOf } from '../inputs.ts';
import { processSettings, withApplication } from '../open.ts';
import type { Surroundings } from '../surroundings.ts';
import { unparsed } from '../unparsed.ts';

export interface InitOptions extends Json {
  readonly name: string;
  readonly email: string;
  readonly passwordStdin?: true;
  readonly address?: string;
  readonly policy?: string;
  readonly another?: true;
}

/** Makes the database and its first master account; shows its key and password this once. */
export const init = async (
  { name, email, passwordStdin, address, policy, another, json }: InitOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const settings = processSettings(flags, surroundings);
  const asked = { file: policy, secret: passwordStdin === true };
  const { file: rules, secret: password } = await inputsOf(asked, surroundings);
  const input = {
    name,
    email,
    ...(password === undefined ? {} : { password }),
    ...(address === undefined ? {} : { address }),
    ...(rules === undefined ? {} : { policy: jsonOf(rules) }),
    ...(another === true ? { another } : {}),
  };
  const made = await withApplication({ ...settings, migrate: 'auto' }, async (app) =>
    valueOf(await app.initialise(input, { caller: app.as.operator(surroundings.operator) })),
  );
  const shown = shownOf(made, settings.publicUrl);
  surroundings.outOnce(json === true ? `${JSON.stringify(shown)}\n` : textOf(shown));
};

/** What `init` and `serve --dev` show of a new master account. */
export const shownOf = ({ account, key, user }: Initialised, publicUrl: string) => ({
  account: {
    id: account.id,
    number: account.number,
    address: account.address,
    url: `${publicUrl}/a/${account.address}`,
  },
  apiKey: key.text?.reveal() ?? '',
  user: {
    email: user.email,
    userName: user.userName,
    ...(user.password === undefined ? {} : { password: user.password.reveal() }),
  },
});

export type Shown = ReturnType<typeof shownOf>;

export const textOf = ({ account, apiKey, user }: Shown): string =>
  [
    `account       ${account.id} (number ${account.number})`,
    `account URL   ${account.url}`,
    `API key       ${apiKey}`,
    `sign-in       ${user.userName}`,
    ...(user.password === undefined ? [] : [`password      ${user.password}`]),
    '',
  ].join('\n');

function jsonOf(text: string) {
  try {
    return unparsed<NonNullable<InitialiseInput['policy']>>(JSON.parse(text));
  } catch (cause) {
    throw new UsageError('--policy is no JSON', { cause });
  }
}

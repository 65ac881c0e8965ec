import type { Initialised, InitialiseInput } from '@tenantry/domain';
import { UsageError } from '../exit.ts';
import type { Flags, Json } from '../flags.ts';
import { processSettings, valueOf, withApplication } from '../open.ts';
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
  const input = {
    name,
    email,
    ...(passwordStdin === true ? { password: withoutLineEnd(await surroundings.read('-')) } : {}),
    ...(address === undefined ? {} : { address }),
    ...(policy === undefined ? {} : { policy: jsonOf(policy, await surroundings.read(policy)) }),
    ...(another === true ? { another } : {}),
  };
  const made = await withApplication({ ...settings, migrate: 'auto' }, async (app) =>
    valueOf(await app.initialise(input, { caller: app.as.operator(surroundings.operator) })),
  );
  const shown = shownOf(made, settings.publicUrl);
  surroundings.out(json === true ? `${JSON.stringify(shown)}\n` : textOf(shown));
};

/** What `init` and `serve --dev` show of a new master account. */
export const shownOf = ({ account, key, user }: Initialised, publicUrl: string) => ({
  account: {
    id: account.id,
    number: account.number,
    address: account.address,
    url: `${publicUrl}/a/${account.address}`,
  },
  apiKey: key.text.reveal(),
  user: {
    email: user.email,
    userName: user.userName,
    ...(user.password === undefined ? {} : { password: user.password.reveal() }),
  },
});

export type Shown = ReturnType<typeof shownOf>;

export const textOf = ({ account, apiKey, user }: Shown): string =>
  [
    `account    ${account.id} (number ${account.number})`,
    `url        ${account.url}`,
    `API key    ${apiKey}`,
    `sign-in    ${user.userName}`,
    ...(user.password === undefined ? [] : [`password   ${user.password}`]),
    '',
  ].join('\n');

/** One trailing line end is the terminal's, everything else is the password's. */
const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

function jsonOf(file: string, text: string) {
  try {
    return unparsed<NonNullable<InitialiseInput['policy']>>(JSON.parse(text));
  } catch (cause) {
    throw new UsageError(`--policy ${file} is no JSON`, { cause });
  }
}

import type { Initialised, InitialiseInput } from '@tenantry/domain';
import { attempted, doneOf, jsonLine, sayWithheld } from '../application/attempt.ts';
import { processSettings, withApplication } from '../application/open.ts';
import { UsageError } from '../ending/exit.ts';
import type { Flags, Retryable } from '../said/flags.ts';
import { chosenPassword, inputsOf } from '../said/inputs.ts';
import { demandFlags } from '../said/needed.ts';
import { unparsed } from '../said/unparsed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface InitOptions extends Retryable {
  readonly name?: string;
  readonly email?: string;
  readonly passwordStdin?: true;
  readonly address?: string;
  readonly policy?: string;
  readonly another?: true;
}

/** Makes the database and its first master account; shows its key and password this once. */
export const init = async (
  { passwordStdin, address, policy, another, idempotencyKey, json, ...said }: InitOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const settings = processSettings(flags, surroundings);
  const { name, email } = await namedBy(said, surroundings);
  const secret = passwordStdin === true && chosenPassword;
  const { file: rules, secret: password } = await inputsOf({ file: policy, secret }, surroundings);
  const input = {
    name,
    email,
    ...(password === undefined ? {} : { password }),
    ...(address === undefined ? {} : { address }),
    ...(rules === undefined ? {} : { policy: jsonOf(rules) }),
    ...(another === true ? { another } : {}),
  };
  const { value, replayed } = await withApplication(
    { ...settings, migrate: 'auto' },
    async (app) => {
      const context = { caller: app.as.operator(surroundings.operator) };
      const made = await app.initialise(input, attempted(context, idempotencyKey));
      return doneOf(made, surroundings);
    },
  );
  const shown = shownOf(value, settings.publicUrl);
  const withheld = [
    ...(shown.apiKey === undefined ? ['API key'] : []),
    ...(password === undefined && shown.user.password === undefined ? ['password'] : []),
  ];
  sayWithheld(withheld, surroundings);
  surroundings.outOnce(json === true ? jsonLine(JSON.stringify(shown), replayed) : textOf(shown));
};

/** What is not said is asked for where somebody can be asked. */
async function namedBy(
  { name, email }: Pick<InitOptions, 'name' | 'email'>,
  { ask }: Surroundings,
): Promise<{ readonly name: string; readonly email: string }> {
  if (ask === undefined) demandFlags('init', { '--name': name, '--email': email });
  return {
    name: name ?? (await ask?.('Name of the master account: ')) ?? '',
    email: email ?? (await ask?.('E-mail address of its first user: ')) ?? '',
  };
}

/** What `init` and `serve --dev` show of a master account; its secrets may be withheld. */
export const shownOf = ({ account, key, user }: Initialised, publicUrl: string) => ({
  account: {
    id: account.id,
    number: account.number,
    address: account.address,
    url: `${publicUrl}/a/${account.address}`,
  },
  ...(key.text === undefined ? {} : { apiKey: key.text.reveal() }),
  user: {
    email: user.email,
    userName: user.userName,
    ...(user.password === undefined ? {} : { password: user.password.reveal() }),
  },
});

export interface Shown extends Omit<ReturnType<typeof shownOf>, 'apiKey'> {
  readonly apiKey?: string;
}

export const textOf = ({ account, apiKey, user }: Shown): string =>
  [
    `account       ${account.id} (number ${account.number})`,
    `account URL   ${account.url}`,
    ...(apiKey === undefined ? [] : [`API key       ${apiKey}`]),
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

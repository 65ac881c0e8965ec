import type { InitialiseInput } from '@tenantry/domain';
import { attempted, doneOf, jsonLine, sayWithheld } from '../application/attempt.ts';
import { processSettings, withApplication } from '../application/open.ts';
import type { Flags, Retryable } from '../said/flags.ts';
import { chosenPassword, inputsOf } from '../said/inputs.ts';
import { jsonIn } from '../said/json-file.ts';
import { demandFlags } from '../said/needed.ts';
import { unparsed } from '../said/unparsed.ts';
import { masterText, shownMaster } from '../shown/master.ts';
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
    ...(rules === undefined ? {} : { policy: policyIn(rules) }),
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
  const shown = shownMaster(value, settings.publicUrl);
  const withheld = [
    ...(shown.apiKey === undefined ? ['API key'] : []),
    ...(password === undefined && shown.user.password === undefined ? ['password'] : []),
  ];
  sayWithheld(withheld, surroundings);
  surroundings.outOnce(
    json === true ? jsonLine(JSON.stringify(shown), replayed) : masterText(shown),
  );
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

const policyIn = (text: string) =>
  unparsed<NonNullable<InitialiseInput['policy']>>(jsonIn(text, 'policy', ['policy']));

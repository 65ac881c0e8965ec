import type { Application, IssueTokenInput } from '@tenantry/domain';
import { refOf } from '../application/named-account.ts';
import { processSettings, withApplication } from '../application/open.ts';
import { UsageError, valueOf } from '../ending/exit.ts';
import type { Flags, Json } from '../said/flags.ts';
import { given } from '../said/given.ts';
import { inputsOf } from '../said/inputs.ts';
import { unparsed } from '../said/unparsed.ts';
import type { Surroundings } from '../terminal/surroundings.ts';

export interface CreateOptions extends Json {
  readonly keyStdin?: true;
  readonly passwordStdin?: true;
  readonly userName?: string;
  readonly account?: string;
  readonly email?: string;
  readonly scope?: string;
}

/**
 * Gives an access token for an API key or a password, which is read from standard input. It is no
 * operator's doing: the proof alone counts.
 */
export const create = async (
  options: CreateOptions,
  flags: Flags,
  surroundings: Surroundings,
): Promise<void> => {
  const asked = askedOf(options, surroundings);
  refuseUnclear(asked);
  const { keyStdin, userName, account, email, scope, json } = asked;
  const name = keyStdin === true ? 'API key' : 'Password';
  const input = { file: undefined, secret: { name, isChosen: false } };
  const { secret = '' } = await inputsOf(input, surroundings);
  await withApplication(processSettings(flags, surroundings), async (app) => {
    const proof =
      keyStdin === true
        ? { grant: 'api_key', key: secret }
        : {
            grant: 'password',
            password: secret,
            ...given({ userName, email, account: await named(app, account, surroundings) }),
          };
    const command: IssueTokenInput = unparsed({ ...proof, ...given({ scope }) });
    const issued = valueOf(await app.sessions.issue(command));
    const shown = {
      access_token: issued.token.reveal(),
      token_type: 'Bearer',
      expires_in: issued.seconds,
      ...(issued.scopes.length === 0 ? {} : { scope: issued.scopes.join(' ') }),
      account: issued.account.id,
    };
    surroundings.outOnce(json === true ? `${JSON.stringify(shown)}\n` : `${shown.access_token}\n`);
  });
};

/** Where a person can be asked: for the password of whoever is named, else for a key. */
function askedOf(options: CreateOptions, { askSecret }: Surroundings): CreateOptions {
  const { keyStdin, passwordStdin, userName, account, email } = options;
  if (askSecret === undefined || keyStdin === true || passwordStdin === true) return options;
  const hasName = userName !== undefined || account !== undefined || email !== undefined;
  return { ...options, ...(hasName ? { passwordStdin: true } : { keyStdin: true }) };
}

/** Exactly one proof, and for a password exactly one way of naming the person. */
function refuseUnclear({ keyStdin, passwordStdin, userName, account, email }: CreateOptions): void {
  const place = [account, email].filter((said) => said !== undefined).length;
  if ((keyStdin === true) === (passwordStdin === true))
    throw new UsageError('token create needs either --key-stdin or --password-stdin');
  if (keyStdin === true && (userName !== undefined || place > 0))
    throw new UsageError('--key-stdin goes without --user-name, --account and --email');
  if (passwordStdin === true && (userName === undefined ? place < 2 : place > 0))
    throw new UsageError('--password-stdin needs either --user-name, or --account and --email');
}

/** Whoever signs in may name an account by its address besides: the use case sees to that. */
async function named(
  app: Application,
  account: string | undefined,
  { operator }: Surroundings,
): Promise<string | undefined> {
  if (account === undefined) return undefined;
  return (await refOf(app, account, { caller: app.as.operator(operator) })) ?? account;
}

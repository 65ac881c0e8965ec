import type { Application, IssueTokenInput } from '@tenantry/domain';
import { UsageError, valueOf } from '../exit.ts';
import type { Flags, Json } from '../flags.ts';
import { given } from '../given.ts';
import { inputsOf } from '../inputs.ts';
import { refOf } from '../named-account.ts';
import { processSettings, withApplication } from '../open.ts';
import type { Surroundings } from '../surroundings.ts';
import { unparsed } from '../unparsed.ts';

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
  refuseUnclear(options);
  const { keyStdin, userName, account, email, scope, json } = options;
  const { secret = '' } = await inputsOf({ file: undefined, secret: true }, surroundings);
  await withApplication(processSettings(flags, surroundings), async (app) => {
    const proof =
      keyStdin === true
        ? { grant: 'api_key', key: secret }
        : {
            grant: 'password',
            password: secret,
            ...given({ userName, email, account: await named(app, account, surroundings) }),
          };
    const input: IssueTokenInput = unparsed({ ...proof, ...given({ scope }) });
    const issued = valueOf(await app.sessions.issue(input));
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

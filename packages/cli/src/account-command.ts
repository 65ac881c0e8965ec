import { given } from './given.ts';
import { needFlags } from './needed.ts';
import { fileCommand } from './request-file.ts';

/** What may be said of a registered account, whichever way its password comes about. */
export interface AccountFlags {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly company?: string;
  readonly phone?: string;
  readonly timeZone?: string;
  readonly parent?: string;
  readonly mayHaveSubAccounts?: true;
}

export interface OpenAccountFlags extends AccountFlags {
  readonly name?: string;
}

/**
 * The command that flags, a file and a chosen password make together; what a flag says wins. A
 * password confirms itself where nothing else does: nobody types it twice into a pipe.
 */
export const registerCommand = (
  flags: AccountFlags,
  file: string | undefined,
  chosen: string | undefined,
): Readonly<Record<string, unknown>> => {
  const { firstName, lastName, email } = flags;
  const needed = {
    '--first-name': firstName,
    '--last-name': lastName,
    '--email': email,
    '--password-stdin': chosen,
  };
  needFlags('account register', needed, file);
  const command = merged(flags, file);
  const password = chosen ?? command['password'];
  return { ...given({ passwordConfirmation: password }), ...command, ...given({ password }) };
};

/** As `registerCommand`, where the password will be generated. */
export const openCommand = (
  { name, ...flags }: OpenAccountFlags,
  file: string | undefined,
): Readonly<Record<string, unknown>> => {
  needFlags('account open', { '--email': flags.email }, file);
  return { ...merged(flags, file), ...given({ name }) };
};

function merged(
  { company, phone, ...same }: AccountFlags,
  file: string | undefined,
): Readonly<Record<string, unknown>> {
  return {
    ...(file === undefined ? {} : fileCommand(file, 'registered')),
    ...given({ companyName: company, mobilePhone: phone, ...same }),
  };
}

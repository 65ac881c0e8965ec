import { given } from './given.ts';
import { needFlags } from './needed.ts';
import { fileCommand, type Said } from './request-file.ts';

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

/** Refuses a command line that leaves out what only a file or somebody at the terminal could say. */
export const demandRegister = (
  { firstName, lastName, email }: AccountFlags,
  hasPassword: boolean,
  file: string | undefined,
): void => {
  const needed = {
    '--first-name': firstName,
    '--last-name': lastName,
    '--email': email,
    '--password-stdin': hasPassword ? true : undefined,
  };
  needFlags('account register', needed, file);
};

/**
 * The command that flags, a file and a chosen password make together; what a flag says wins. A
 * chosen password confirms itself, and so does a file's where the file says nothing of that: nobody
 * types it twice into a pipe.
 */
export const registerCommand = (
  flags: AccountFlags,
  file: string | undefined,
  chosen: string | undefined,
): Said => {
  const said = merged(flags, file);
  const { command } = said;
  const itself = given({ passwordConfirmation: chosen ?? command['password'] });
  return {
    ...said,
    command:
      chosen === undefined
        ? { ...itself, ...command }
        : { ...command, ...itself, password: chosen },
  };
};

/** As `registerCommand`, where nobody has chosen a password yet; `way` is the command's name. */
export const openCommand = (
  way: 'open' | 'invite',
  { name, ...flags }: OpenAccountFlags,
  file: string | undefined,
): Said => {
  needFlags(`account ${way}`, { '--email': flags.email }, file);
  const said = merged(flags, file);
  return { ...said, command: { ...said.command, ...given({ name }) } };
};

function merged({ company, phone, ...same }: AccountFlags, file: string | undefined): Said {
  const filed = fileCommand(file, 'registered');
  const flagged = given({ companyName: company, mobilePhone: phone, ...same });
  return { ...filed, command: { ...filed.command, ...flagged } };
}

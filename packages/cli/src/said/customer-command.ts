import { UsageError } from '../ending/exit.ts';
import { given } from './given.ts';
import { needFlags } from './needed.ts';
import { fileCommand, type Said } from './request-file.ts';

export interface CustomerFlags {
  readonly name?: string;
  readonly user: readonly string[];
  readonly parent?: string;
}

/** The command that flags and a file make together; what a flag says wins. */
export const customerCommand = (
  { name, parent, user }: CustomerFlags,
  file: string | undefined,
): Said => {
  needFlags('customer create', { '--name': name }, file);
  const filed = fileCommand(file, 'customer', ['configurations']);
  const users = user.length === 0 ? undefined : user.map(person);
  return { ...filed, command: { ...filed.command, ...given({ name, parent, users }) } };
};

function person(text: string): { readonly name: string; readonly email: string } {
  const [, name, email] = /^([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  if (name === undefined || email === undefined)
    throw new UsageError('--user is written "Name <e-mail>"');
  return { name, email };
}

import { UsageError } from './exit.ts';
import { given } from './given.ts';
import { needFlags } from './needed.ts';
import { fileCommand } from './request-file.ts';

export interface CustomerFlags {
  readonly name?: string;
  readonly user: readonly string[];
  readonly parent?: string;
}

/** The command that flags and a file make together; what a flag says wins. */
export const customerCommand = (
  { name, parent, user }: CustomerFlags,
  file: string | undefined,
): Readonly<Record<string, unknown>> => {
  needFlags('customer create', { '--name': name }, file);
  return {
    ...(file === undefined ? {} : fileCommand(file, 'customer', ['configurations'])),
    ...given({ name, parent, users: user.length === 0 ? undefined : user.map(person) }),
  };
};

function person(text: string): { readonly name: string; readonly email: string } {
  const [, name, email] = /^([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  if (name === undefined || email === undefined)
    throw new UsageError('--user is written "Name <e-mail>"');
  return { name, email };
}

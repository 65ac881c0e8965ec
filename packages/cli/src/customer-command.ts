import { type CreateCustomerInput, invalid, issue, scanJson } from '@tenantry/domain';
import { Refused, UsageError } from './exit.ts';
import { unparsed } from './unparsed.ts';

export interface CustomerFlags {
  readonly name?: string;
  readonly user: readonly string[];
  readonly parent?: string;
}

/**
 * The command that flags and a file make together. The file's configurations go on as the text
 * that they are: parsing them would lose number text and order.
 */
export const customerCommand = (
  { name, parent, user }: CustomerFlags,
  file: string | undefined,
): CreateCustomerInput => {
  if (name === undefined && file === undefined)
    throw new UsageError('customer create needs --name or --file');
  return unparsed({
    ...(file === undefined ? {} : fileCommand(file)),
    ...(name === undefined ? {} : { name }),
    ...(parent === undefined ? {} : { parent }),
    ...(user.length === 0 ? {} : { users: user.map(person) }),
  });
};

function fileCommand(text: string): object {
  const scan = scanJson(text);
  if (!scan.ok) throw new Refused(invalid([issue(['file'], 'format', 'is no JSON')]));
  if (scan.rootKind !== 'object')
    throw new Refused(invalid([issue(['file'], 'type', 'must hold a JSON object')]));
  if (scan.duplicates.length > 0)
    throw new Refused(invalid(scan.duplicates.map((path) => issue(path, 'duplicate'))));
  const members = scan.members.map(
    (member) =>
      [
        member.key,
        member.key === 'configurations' ? member.text : JSON.parse(member.text),
      ] as const,
  );
  const { kind, ...command } = Object.fromEntries(members);
  if (kind !== undefined && kind !== 'customer')
    throw new Refused(invalid([issue(['kind'], 'unknown', 'must be customer')]));
  return command;
}

function person(text: string): { readonly name: string; readonly email: string } {
  const [, name, email] = /^([^<>]*)<([^<>]*)>\s*$/.exec(text) ?? [];
  if (name === undefined || email === undefined)
    throw new UsageError('--user is written "Name <e-mail>"');
  return { name, email };
}

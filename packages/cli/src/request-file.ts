import { type AccountKind, invalid, issue, scanJson } from '@tenantry/domain';
import { Refused } from './exit.ts';

/**
 * The command that a file holds, to be opened as one `kind` of account; `kind` may stand in it.
 * What `asText` names goes on as the text that it is: parsing would lose number text and order.
 * Refuses what is no JSON object, or has a key twice in one of its objects.
 */
export const fileCommand = (
  text: string,
  kind: AccountKind,
  asText: readonly string[] = [],
): Readonly<Record<string, unknown>> => {
  const scan = scanJson(text);
  if (!scan.ok) throw new Refused(invalid([issue(['file'], 'format', 'is no JSON')]));
  if (scan.rootKind !== 'object')
    throw new Refused(invalid([issue(['file'], 'type', 'must hold a JSON object')]));
  if (scan.duplicates.length > 0)
    throw new Refused(invalid(scan.duplicates.map((path) => issue(path, 'duplicate'))));
  const members = scan.members.map(({ key, text }): readonly [string, unknown] => [
    key,
    asText.includes(key) ? text : JSON.parse(text),
  ]);
  const { kind: said = kind, ...command } = Object.fromEntries(members);
  if (said !== kind) throw new Refused(invalid([issue(['kind'], 'unknown', `must be ${kind}`)]));
  return command;
};

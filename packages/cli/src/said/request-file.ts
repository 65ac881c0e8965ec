import { type AccountKind, type Issue, issue, scanJson } from '@tenantry/domain';

/** A command as it was said, by flags, a file or both. */
export interface Said {
  readonly command: Readonly<Record<string, unknown>>;
  /** What is wrong with the file besides the command's own faults. */
  readonly issues: readonly Issue[];
  /** Nothing is known of what the file was to say: what it holds is no JSON object. */
  readonly unread?: true;
}

/**
 * The command that a file holds, to be opened as one `kind` of account; `kind` may stand in it.
 * What `asText` names goes on as the text that it is: parsing would lose number text and order. Of
 * a key that stands twice, which is a fault in any object, the last one stays.
 */
export const fileCommand = (
  text: string | undefined,
  kind: AccountKind,
  asText: readonly string[] = [],
): Said => {
  if (text === undefined) return { command: {}, issues: [] };
  const scan = scanJson(text);
  if (!scan.ok) return unread(issue(['file'], 'format', 'is no JSON'));
  if (scan.rootKind !== 'object') return unread(issue(['file'], 'type', 'must hold a JSON object'));
  const members = scan.members.map(({ key, text }): readonly [string, unknown] => [
    key,
    asText.includes(key) ? text : JSON.parse(text),
  ]);
  const { kind: said = kind, ...command } = Object.fromEntries(members);
  return {
    command,
    issues: [
      ...scan.duplicates.map((path) => issue(path, 'duplicate')),
      ...(said === kind ? [] : [issue(['kind'], 'unknown', `must be ${kind}`)]),
    ],
  };
};

const unread = (found: Issue): Said => ({ command: {}, issues: [found], unread: true });

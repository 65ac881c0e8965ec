import {
  type ImportedStatus,
  type Issue,
  issue,
  type JsonMember,
  type Path,
  scanJson,
} from '@tenantry/domain';
import type { FoundRow } from './found-row.ts';
import { type RowKind, rowKinds } from './kinds.ts';
import { type JsonDocument, mostMarks, type rowKeys, saidBy } from './row-key.ts';

/** Beneath which account a row is to be made; none said: beneath the one that is acted for. */
export type Parent =
  /** An id, a number or a reference. */
  | { readonly parent: unknown }
  /** The key of another row, of this import or an earlier one. */
  | { readonly parentKey: string }
  | undefined;

/** A row as it is understood. */
export interface Row {
  /** From 1. */
  readonly row: number;
  readonly line: number;
  /** As a row has it that was found. */
  readonly end: number;
  /** Empty where it has none and none could be made for it. */
  readonly key: string;
  /** Absent where it is none of those that there are. */
  readonly kind?: RowKind;
  readonly parent: Parent;
  /** What the use case takes, but for the parent. */
  readonly command: Readonly<Record<string, unknown>>;
  /** What the account is from its first moment. */
  readonly status: ImportedStatus;
  /** What the row says in one text, whichever way it is written: two that say the same have one. */
  readonly said: () => string;
  /** What is wrong besides the command's own faults. */
  readonly issues: readonly Issue[];
  /** Nothing is known of what the row was to say. */
  readonly isUnread: boolean;
  readonly placeOf: (path: Path) => Path;
}

/** Reads rows one after another; `kind` is what those are that say nothing of it. */
export const rowReader = (keys: ReturnType<typeof rowKeys>, kind: RowKind | undefined) => {
  let row = 0;
  return (found: FoundRow): Row => {
    row++;
    const { line, end, text, placeOf = (path) => path } = found;
    const common = { row, line, end, placeOf };
    const unread = (issues: readonly Issue[]): Row => ({
      ...common,
      key: '',
      parent: undefined,
      command: {},
      status: 'active',
      said: () => '',
      issues,
      isUnread: true,
    });
    if (text === undefined) return unread(found.issues);
    if (!text.isWellFormed()) return unread([issue([], 'characters')]);
    const scan = scanJson(text);
    if (!scan.ok)
      return unread([
        issue([], 'format', `is no JSON: character ${scan.offset + 1}: ${scan.message}`),
      ]);
    if (scan.rootKind !== 'object') return unread([issue([], 'type', 'must be a JSON object')]);
    return { ...common, ...understood(found, text, scan, keys, kind) };
  };
};

function understood(
  found: FoundRow,
  text: string,
  scan: JsonDocument,
  keys: ReturnType<typeof rowKeys>,
  byDefault: RowKind | undefined,
): Omit<Row, 'row' | 'line' | 'end' | 'placeOf'> {
  const issues = [...found.issues, ...scan.duplicates.map((path) => issue(path, 'duplicate'))];
  const saidOf = (member: JsonMember): unknown =>
    member.key === 'configurations' ? member.text : JSON.parse(member.text);
  const said = Object.fromEntries(scan.members.map((member) => [member.key, saidOf(member)]));
  const { kind: saidKind = byDefault, key: saidKey, status, parent, parentKey, ...command } = said;
  const kind = rowKinds.find((one) => one === saidKind);
  if (kind === undefined)
    issues.push(
      saidKind === undefined
        ? issue(['kind'], 'required')
        : issue(['kind'], 'unknown', `must be one of ${rowKinds.join(', ')}`),
    );
  const key = keyOf(saidKey);
  if (saidKey !== undefined && key === undefined) issues.push(issue(['key'], 'format', mustBeKey));
  const above = keyOf(parentKey);
  if (parentKey !== undefined && above === undefined)
    issues.push(issue(['parentKey'], 'format', mustBeKey));
  if (parent !== undefined && parentKey !== undefined)
    issues.push(issue(['parentKey'], 'mismatch', 'cannot stand beside parent'));
  if (!(status === undefined || status === 'active' || status === 'suspended'))
    issues.push(issue(['status'], 'unknown', 'must be one of active, suspended'));
  const saidInAll = () => saidBy(kind, text, scan);
  const known = key ?? keys(saidInAll());
  if (known === undefined) issues.push(issue(['key'], 'required', mustHaveKey));
  return {
    key: known ?? '',
    ...(kind === undefined ? {} : { kind }),
    parent:
      above !== undefined ? { parentKey: above } : parent === undefined ? undefined : { parent },
    command,
    status: status === 'suspended' ? status : 'active',
    said: saidInAll,
    issues,
    isUnread: false,
  };
}

const mustHaveKey = `must be said: ${mostMarks} rows before this one have none`;

const mustBeKey =
  'must be a text of 1 to 255 characters without control characters, or a whole number';

/** A key as text; numbers, as other systems count by them, are theirs. */
function keyOf(said: unknown): string | undefined {
  if (typeof said === 'number') return Number.isSafeInteger(said) ? `${said}` : undefined;
  return typeof said === 'string' && sound.test(said) ? said : undefined;
}

// A half of a character would be hashed as any other half is, and two keys be taken for one.
const sound = /^[^\p{Cc}\p{Cs}]{1,255}$/u;

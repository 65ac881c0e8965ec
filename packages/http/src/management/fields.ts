import { type Issue, issue } from '@tenantry/domain';
import { isRecord } from '../request/fields.ts';
import { type JsonObject, valueOf } from '../request/json.ts';

/** The members of a body that are known, as they were sent, and those that are not, as faults. */
export interface FieldsRead {
  readonly given: Readonly<Record<string, unknown>>;
  readonly issues: readonly Issue[];
}

/**
 * Picks the fields that a body may have. Any other is refused by its name; `isShown` are those that
 * are part of what is shown, and not to be sent.
 */
export const readFields = (
  body: JsonObject,
  known: readonly string[],
  isShown: ReadonlySet<string> = new Set(),
): FieldsRead => ({
  given: Object.fromEntries(
    known.filter((name) => body.members.has(name)).map((name) => [name, readOf(body, name)]),
  ),
  issues: [...body.members.keys()]
    .filter((name) => !known.includes(name))
    .slice(0, mostStrangers)
    .map((name) =>
      issue(['body', name], 'unknown', isShown.has(name) ? 'cannot be set' : 'is no field of this'),
    ),
});

/** As source text: parsed and written again, numbers and the order of keys would not survive. */
const asTheyAre: ReadonlySet<string> = new Set(['configurations']);

const readOf = (body: JsonObject, name: string): unknown =>
  asTheyAre.has(name) ? body.members.get(name)?.text : bounded(valueOf(body, name));

/** Nobody reads more names than these, and each of them is refused alike. */
const mostStrangers = 100;

/**
 * No list is allowed anywhere near as long. What comes after is not looked at: the list is refused
 * for its length anyhow, and half a million faults would take long to find and nobody to read.
 */
const mostEntries = 1000;

/** Lists of records that hold lists or records: no command goes deeper. */
const deepest = 4;

function bounded(value: unknown, levels = deepest): unknown {
  if (levels === 0) return value;
  if (Array.isArray(value))
    return value.slice(0, mostEntries).map((entry) => bounded(entry, levels - 1));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).slice(0, mostEntries);
  return Object.fromEntries(entries.map(([key, entry]) => [key, bounded(entry, levels - 1)]));
}

import { type Issue, issue, issuesOf } from '@tenantry/domain';
import { z } from 'zod';
import { queryOf, readForm } from '../request/form.ts';
import { inPart } from './parts.ts';

/** Of what takes none. */
export const noParameters = z.strictObject({});

/** The parameters of a query, or what is wrong with them, in places of the request. */
export interface QueryRead<Query extends z.ZodObject> {
  /** Absent where there are issues. */
  readonly query?: z.output<Query>;
  readonly issues: readonly Issue[];
}

/**
 * Reads a query by its schema, whose fields are what texts can say: a text, a whole number, `true` or
 * `false`. Parameters that it does not name are refused by their names: a filter that is misspelt
 * must not look as if it filtered.
 */
export const readQuery = <Query extends z.ZodObject>(
  request: Request,
  schema: Query,
): QueryRead<Query> => {
  const text = queryOf(request);
  const fieldsOf: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const names = Object.keys(fieldsOf);
  const form = readForm(text, names);
  if (!form.ok) return { issues: inPart('query', [form.error]) };
  const { fields, issues } = form.value;
  const given = [...fields].map(([name, value]) => [name, typed(fieldsOf[name], value)]);
  const parsed = schema.safeParse(Object.fromEntries(given), { reportInput: true });
  const wrong = new Set(issues.map(({ path: [name] }) => name));
  const found = [
    ...issues,
    ...strangersIn(text, names),
    // What stands there and cannot be decoded is not missing besides.
    ...(parsed.success
      ? []
      : issuesOf(parsed.error).filter(({ path: [at] }) => !wrong.has(at ?? ''))),
  ];
  return parsed.success && found.length === 0
    ? { query: parsed.data, issues: [] }
    : { issues: inPart('query', found) };
};

/** A text as what it says: the first reading that the field takes, else the one that says why not. */
function typed(field: z.core.$ZodType | undefined, text: string): unknown {
  const readings: readonly unknown[] = [
    text,
    ...(whole.test(text) ? [boundedNumber(text)] : []),
    ...(text === 'true' || text === 'false' ? [text === 'true'] : []),
  ];
  return (
    readings.find((reading) => field !== undefined && z.safeParse(field, reading).success) ??
    readings.at(-1)
  );
}

const whole = /^-?(?:0|[1-9][0-9]*)$/;

/** However many digits: what is too great is cut. */
const boundedNumber = (text: string): number =>
  Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number(text), Number.MAX_SAFE_INTEGER));

/** The longest name that is repeated. */
const longestName = 100;

function strangersIn(text: string, names: readonly string[]): readonly Issue[] {
  const given = text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => decoded(pair.split('=', 1)[0] ?? ''));
  return [...new Set(given)]
    .filter((name) => !names.includes(name))
    .map((name) =>
      issue([name.slice(0, longestName).toWellFormed()], 'unknown', 'is no parameter'),
    );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

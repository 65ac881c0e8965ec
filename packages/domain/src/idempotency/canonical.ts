/**
 * A command as one text, the same for every way of writing it: keys sorted, absent and undefined
 * alike. What is JSON text inside a command is taken by its tokens, in `canonicalJson`. Throws at
 * whatever shows nothing of itself, such as a secret: two that differ would look the same.
 */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (['function', 'symbol', 'bigint'].includes(typeof value) || value instanceof Date)
    throw new TypeError('a command is compared by plain data alone');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return written(entries.map(([key, member]: [string, unknown]) => [key, canonical(member)]));
};

/** A valid JSON text with its keys sorted and no blanks; numbers keep their text. */
export const canonicalJson = (text: string): string => {
  const parsed: unknown = JSON.parse(text, (...[, value, context]: unknown[]) =>
    token(value, context),
  );
  return String(parsed);
};

/** Innermost first: by the time an object comes, its members are texts already. */
function token(value: unknown, context: unknown): string {
  if (Array.isArray(value)) return `[${value.join(',')}]`;
  if (typeof value === 'object' && value !== null) return written(Object.entries(value));
  return typeof value === 'number' ? sourceOf(context, value) : JSON.stringify(value);
}

/** The number as it was written: JSON.parse tells revivers of primitives their source text. */
function sourceOf(context: unknown, value: number): string {
  const source: unknown =
    typeof context === 'object' && context !== null ? Reflect.get(context, 'source') : undefined;
  return typeof source === 'string' ? source : JSON.stringify(value);
}

const written = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${member}`)
    .join(',')}}`;

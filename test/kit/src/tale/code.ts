/** A call that stands in code where its answer is not known yet. */
const begins = '\u27e6';
const ends = '\u27e7';

/** A text that `codeOf` writes as the call that it is, and no text. */
export const callText = (call: string): string => `${begins}${call}${ends}`;

/** Plain data as the TypeScript that stands for it, on one line. */
export const codeOf = (value: unknown): string => {
  if (typeof value === 'string') return isCall(value) ? value.slice(1, -1) : quoted(value);
  if (Array.isArray(value)) return `[${value.map(codeOf).join(', ')}]`;
  if (value instanceof Date) return `new Date('${value.toISOString()}')`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([key, member]: [string, unknown]) => `${nameOf(key)}: ${codeOf(member)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
};

const isCall = (text: string): boolean => text.startsWith(begins) && text.endsWith(ends);

/** As JSON escapes it, and whatever cannot be seen besides: code is copied from a terminal. */
const quoted = (text: string): string => {
  const inside = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${inside}'`;
};

/** `__proto__` among them has to be computed, or it is no member. */
const nameOf = (key: string): string => {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
};

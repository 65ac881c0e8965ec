/**
 * A JSON merge patch (RFC 7396) on source texts: whatever the patch does not name keeps its tokens,
 * and what it brings keeps its own. Members stay in their order, new ones come last; null takes one
 * away. Both are valid JSON in which no key stands twice, and no deeper than calls may go. Takes as
 * long as both are long, however deep.
 */
export const mergedJson = (target: string, patch: string): string =>
  textOf(merged(readValue(target, skipBlanks(target, 0)), readValue(patch, skipBlanks(patch, 0))));

/** A value: where its text is, and what it has where it is an object. */
interface Value {
  /** All of it, exactly; of an object that was merged there is none. */
  readonly text?: string;
  readonly end: number;
  readonly members?: ReadonlyMap<string, Member>;
}

interface Member {
  /** As it was written, quotes included. */
  readonly keyText: string;
  readonly value: Value;
}

const nothing: Value = { end: 0, members: new Map() };

function merged(target: Value, patch: Value): Value {
  if (patch.members === undefined) return patch;
  const members = new Map(target.members ?? []);
  for (const [key, { keyText, value }] of patch.members) {
    const standing = members.get(key);
    if (value.text === 'null') members.delete(key);
    // What is no object is replaced by one that begins empty: the patch's nulls are no values.
    else
      members.set(key, {
        keyText: standing?.keyText ?? keyText,
        value: merged(standing?.value ?? nothing, value),
      });
  }
  return { end: 0, members };
}

const textOf = ({ text, members = new Map() }: Value): string =>
  text ??
  `{${[...members.values()].map(({ keyText, value }) => `${keyText}:${textOf(value)}`).join(',')}}`;

function readValue(text: string, start: number): Value {
  if (text[start] === '{') return readObject(text, start);
  const end = endOfOther(text, start);
  return { text: text.slice(start, end), end };
}

function readObject(text: string, start: number): Value {
  const members = new Map<string, Member>();
  let at = skipBlanks(text, start + 1);
  while (text[at] === '"') {
    const endOfKey = endOfString(text, at);
    const keyText = text.slice(at, endOfKey);
    // A colon comes between.
    const value = readValue(text, skipBlanks(text, skipBlanks(text, endOfKey) + 1));
    const key: unknown = JSON.parse(keyText);
    members.set(String(key), { keyText, value });
    at = skipBlanks(text, value.end);
    if (text[at] === ',') at = skipBlanks(text, at + 1);
  }
  return { text: text.slice(start, at + 1), end: at + 1, members };
}

/** The end of a value that is no object: nothing in a list is merged. */
function endOfOther(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  if (text[start] !== '[') {
    scalar.lastIndex = start;
    scalar.test(text);
    return scalar.lastIndex;
  }
  let open = 0;
  let at = start;
  do {
    const letter = text[at];
    if (letter === '[' || letter === '{') open += 1;
    if (letter === ']' || letter === '}') open -= 1;
    at = letter === '"' ? endOfString(text, at) : at + 1;
  } while (open > 0);
  return at;
}

const scalar = /[^\s,}\]]*/y;

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    if (text[at] === '\\') at += 2;
    else if (text[at] === '"') return at + 1;
    else at += 1;
  }
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/**
 * Reads JSON as text. `JSON.parse` alters what it reads (1.0 -> 1, 9007199254740993 -> ...992,
 * integer-like keys first, the last of two equal keys wins), so whoever must keep a document token
 * for token cuts it out of its source with this scanner instead. It keeps its own stack: no nesting
 * overflows it, and its time grows with the length of the text only.
 */

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** Object keys and array indexes, from the root inwards. */
export type JsonPath = readonly (string | number)[];

export interface JsonMember {
  /** The key, unescaped. Any string: '', '__proto__', lone surrogates. */
  readonly key: string;
  /** The key as written, quotes included. */
  readonly keyText: string;
  /** The value exactly as written, without the blanks around it. */
  readonly text: string;
  readonly kind: JsonKind;
  /** Containers inside one another: 0 for a scalar, 1 for `{}`, 2 for `{"a":[1]}`. */
  readonly depth: number;
}

/** Where the text stops being JSON. `offset` counts UTF-16 units; `message` quotes no content. */
export interface JsonFault {
  readonly ok: false;
  readonly offset: number;
  readonly message: string;
}

export interface JsonDocument {
  readonly ok: true;
  readonly rootKind: JsonKind;
  /** What stands in the root object, in the order written, repetitions included; else empty. */
  readonly members: readonly JsonMember[];
  /**
   * One path for each repetition of a key within its object, at any depth. Not empty if there is
   * any; cut short after 100 paths, or earlier once they hold 100,000 steps together.
   */
  readonly duplicates: readonly JsonPath[];
  readonly depth: number;
}

export type JsonScan = JsonDocument | JsonFault;

/** The keys met in one object: most objects of a deep document have one, and need no set. */
type Seen = string | Set<string> | undefined;

const MAX_DUPLICATES = 100;
const MAX_DUPLICATE_STEPS = 100_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const CLOSE_ARRAY = 0x5d;
const CLOSE_OBJECT = 0x7d;

const fault = (text: string, offset: number, wanted: string): JsonFault => ({
  ok: false,
  offset: Math.min(offset, text.length),
  message: offset < text.length ? `expected ${wanted}` : `the text ends before ${wanted}`,
});

const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const isDigit = (code: number): boolean => code >= ZERO && code <= 0x39;

const isHex = (code: number): boolean =>
  isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);

const skipBlanks = (text: string, from: number): number => {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
};

const skipDigits = (text: string, from: number): number => {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
};

const endOfString = (text: string, from: number): number | JsonFault => {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < 0x20) return fault(text, at, 'no control character in a string');
    if (code !== BACKSLASH) continue;
    at += 1;
    const letter = text.charAt(at);
    if (letter === 'u') {
      for (const end = at + 4; at < end; at += 1) {
        if (!isHex(text.charCodeAt(at + 1))) return fault(text, at + 1, 'a hexadecimal digit');
      }
    } else if (!'"\\/bfnrt'.includes(letter)) {
      return fault(text, at, 'an escape of JSON');
    }
  }
  return fault(text, text.length, 'the closing quote of a string');
};

const endOfNumber = (text: string, from: number): number | JsonFault => {
  const whole = text.charCodeAt(from) === MINUS ? from + 1 : from;
  let at = text.charCodeAt(whole) === ZERO ? whole + 1 : skipDigits(text, whole);
  if (at === whole) return fault(text, at, 'a digit');
  if (text.charAt(at) === '.') {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return fault(text, at, 'a digit');
  }
  if (text.charAt(at) === 'e' || text.charAt(at) === 'E') {
    const sign = text.charAt(at + 1);
    const exponent = sign === '+' || sign === '-' ? at + 2 : at + 1;
    at = skipDigits(text, exponent);
    if (at === exponent) return fault(text, at, 'a digit');
  }
  return at;
};

const kindAt = (text: string, at: number): JsonKind | undefined => {
  switch (text.charAt(at)) {
    case '{':
      return 'object';
    case '[':
      return 'array';
    case '"':
      return 'string';
    case 't':
      return 'true';
    case 'f':
      return 'false';
    case 'n':
      return 'null';
    case '-':
      return 'number';
    default:
      return isDigit(text.charCodeAt(at)) ? 'number' : undefined;
  }
};

type ScalarKind = Exclude<JsonKind, 'object' | 'array'>;

const endOfScalar = (text: string, at: number, kind: ScalarKind): number | JsonFault => {
  if (kind === 'string') return endOfString(text, at);
  if (kind === 'number') return endOfNumber(text, at);
  return text.startsWith(kind, at) ? at + kind.length : fault(text, at, kind);
};

/** `keyText` is a valid JSON string, so unescaping can be left to the platform. */
const unescapeKey = (keyText: string): string => {
  const key: unknown = keyText.includes('\\') ? JSON.parse(keyText) : keyText.slice(1, -1);
  return String(key);
};

/** Collects the paths of repeated keys. A path is copied only when there is one to report. */
const createDuplicates = (path: JsonPath) => {
  const found: JsonPath[] = [];
  let steps = 0;
  const meet = (seen: Seen, key: string): Seen => {
    if (seen === undefined) return key;
    const keys = typeof seen === 'string' ? new Set([seen]) : seen;
    if (keys.has(key) && found.length < MAX_DUPLICATES && steps < MAX_DUPLICATE_STEPS) {
      found.push([...path.slice(0, -1), key]);
      steps += path.length;
    }
    return keys.add(key);
  };
  return { found, meet };
};

/**
 * Checks that `text` is JSON (RFC 8259, exactly what `JSON.parse` accepts: no byte order mark, no
 * trailing comma, no leading zero) and says what stands in it. Has no limits of its own: compare
 * `depth`, the lengths and `duplicates` with yours. Never throws.
 */
export const scanJson = (text: string): JsonScan => {
  // One step for each open container: an array's index, or an object's key ('' before its first).
  const path: (string | number)[] = [];
  const seen: Seen[] = [];
  const duplicates = createDuplicates(path);
  const members: JsonMember[] = [];
  let member: Pick<JsonMember, 'key' | 'keyText'> | undefined;
  let start = 0;
  let kind: JsonKind = 'null';
  let deepest = 0;
  let depth = 0;
  let at = skipBlanks(text, 0);
  const rootKind = kindAt(text, at);
  if (rootKind === undefined) return fault(text, at, 'a value');

  const endValue = (end: number): void => {
    if (path.length === 1 && member !== undefined) {
      members.push({ ...member, text: text.slice(start, end), kind, depth: deepest - 1 });
    }
    at = skipBlanks(text, end);
  };

  const readKey = (): JsonFault | undefined => {
    if (text.charCodeAt(at) !== QUOTE) return fault(text, at, 'a key');
    const end = endOfString(text, at);
    if (typeof end !== 'number') return end;
    const keyText = text.slice(at, end);
    const key = unescapeKey(keyText);
    const last = path.length - 1;
    seen[last] = duplicates.meet(seen[last], key);
    path[last] = key;
    if (last === 0) member = { key, keyText };
    at = skipBlanks(text, end);
    if (text.charCodeAt(at) !== COLON) return fault(text, at, 'a colon');
    at = skipBlanks(text, at + 1);
    return undefined;
  };

  for (;;) {
    const keyFault = typeof path.at(-1) === 'string' ? readKey() : undefined;
    if (keyFault !== undefined) return keyFault;

    const here = kindAt(text, at);
    if (here === undefined) return fault(text, at, 'a value');
    if (path.length === 1) {
      start = at;
      kind = here;
      deepest = 1;
    }
    if (here === 'object' || here === 'array') {
      path.push(here === 'array' ? 0 : '');
      seen.push(undefined);
      deepest = Math.max(deepest, path.length);
      depth = Math.max(depth, path.length);
      at = skipBlanks(text, at + 1);
      const closing = text.charCodeAt(at) === (here === 'array' ? CLOSE_ARRAY : CLOSE_OBJECT);
      if (!closing) continue;
    } else {
      const end = endOfScalar(text, at, here);
      if (typeof end !== 'number') return end;
      endValue(end);
    }

    for (;;) {
      const step = path.at(-1);
      if (step === undefined) {
        if (at < text.length) return fault(text, at, 'nothing after the value');
        return { ok: true, rootKind, members, duplicates: duplicates.found, depth };
      }
      const code = text.charCodeAt(at);
      if (code === COMMA) {
        if (typeof step === 'number') path[path.length - 1] = step + 1;
        at = skipBlanks(text, at + 1);
        break;
      }
      if (code !== (typeof step === 'number' ? CLOSE_ARRAY : CLOSE_OBJECT)) {
        return fault(text, at, 'a comma or a closing bracket');
      }
      path.pop();
      seen.pop();
      endValue(at + 1);
    }
  }
};

/**
 * The same tokens in one line: drops the blanks between them and touches nothing else.
 * `text` is one that `scanJson` accepts.
 */
export const compactJson = (text: string): string => {
  const pieces: string[] = [];
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      at = typeof end === 'number' ? end : text.length;
    } else if (isBlank(code)) {
      pieces.push(text.slice(from, at));
      at = skipBlanks(text, at);
      from = at;
    } else {
      at += 1;
    }
  }
  return pieces.join('') + text.slice(from);
};

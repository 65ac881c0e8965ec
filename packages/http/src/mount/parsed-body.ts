/** What the headers say of a body. */
export interface Declared {
  /** `Content-Type`, as it was sent. */
  readonly type: string;
  /** `Content-Length`; absent where there is none. */
  readonly length: number | undefined;
}

/**
 * The bytes of a body that somebody has parsed before us, as far as they follow from what was made
 * of them; undefined where they do not.
 *
 * What a parser loses without a trace stays lost: that a key stood twice, how a number was written.
 */
export const bytesOf = (
  parsed: unknown,
  { type, length }: Declared,
): Uint8Array<ArrayBuffer> | undefined => {
  if (parsed instanceof Uint8Array) return new Uint8Array(parsed);
  // Of nothing parsers make an empty object.
  if (length === 0) return new Uint8Array();
  const text = textOf(parsed, type);
  if (text === undefined) return undefined;
  const bytes = new TextEncoder().encode(text);
  return typeof parsed !== 'string' || length === undefined || bytes.length === length
    ? bytes
    : undefined;
};

function textOf(parsed: unknown, type: string): string | undefined {
  if (typeof parsed === 'string') return isCertain(parsed) ? parsed : undefined;
  const [essence = ''] = type.toLowerCase().split(';', 1);
  if (essence.trim() === 'application/json') return jsonText(parsed);
  return essence.trim() === 'application/x-www-form-urlencoded' ? formText(parsed) : undefined;
}

/** Without what stands for bytes that were no UTF-8: nobody knows which they were. */
const isCertain = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd');

function jsonText(parsed: unknown): string | undefined {
  try {
    const text = isJson(parsed) ? JSON.stringify(parsed) : undefined;
    return text !== undefined && isCertain(text) ? text : undefined;
  } catch {
    // Deeper than the stack, and than anything that is taken here.
    return undefined;
  }
}

const isJson = (value: unknown): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return isExact(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isPlain(value) && Object.values(value).every(isJson);
};

/** Whether no other number would have been read as this one, as far as that shows. */
const isExact = (number: number): boolean =>
  Number.isFinite(number) &&
  !Object.is(number, -0) &&
  (Number.isSafeInteger(number) || !Number.isInteger(number));

const isPlain = (value: unknown): value is object => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** A field is a text, or several where it stood several times. Nothing else is sent in a form. */
function formText(parsed: unknown): string | undefined {
  if (!isPlain(parsed)) return undefined;
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(parsed)) {
    const values: readonly unknown[] = Array.isArray(value) && value.length > 1 ? value : [value];
    for (const text of values) {
      if (typeof text !== 'string' || !isCertain(name + text)) return undefined;
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
    }
  }
  return pairs.join('&');
}

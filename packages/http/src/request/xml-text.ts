import { err, type Issue, issue, ok, type Result } from '@tenantry/domain';
import type { Refusal } from '../route.ts';

/** Another encoding than UTF-8 is refused as another media type is. */
export type Unsupported = Extract<Refusal, { kind: 'UnsupportedMediaType' }>;

export const unsupported: Unsupported = { kind: 'UnsupportedMediaType' };

export const isUtf8 = (encoding: string): boolean => encoding.toLowerCase() === 'utf-8';

/**
 * The text of an XML document in UTF-8, its byte order mark among it. Bytes that say of themselves
 * that they are in another encoding are `Unsupported`, other bytes that are no UTF-8 an issue of
 * the body as a whole: nothing is ever guessed.
 */
export const xmlText = (bytes: Uint8Array): Result<string, Issue | Unsupported> => {
  const declared = declaration.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 256)))?.[2];
  if (isWide(bytes) || (declared !== undefined && !isUtf8(declared))) return err(unsupported);
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err(issue([], 'characters', 'is not in UTF-8'));
  }
};

/** Asked of the bytes, since those of another encoding may be no UTF-8. Never spans two marks. */
const declaration = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^<>]*?\sencoding\s*=\s*(["'])([^"'<>]*)\1/;

/** UTF-16 and UTF-32, with a byte order mark or without (XML 1.0, appendix F.1). */
function isWide([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) return true;
  return [first, second, third, fourth].includes(0);
}

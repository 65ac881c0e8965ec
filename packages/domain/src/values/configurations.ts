import { z } from 'zod';
import { isObject } from './is-object.ts';
import { type JsonMember, scanJson } from './json-text.ts';
import { mergedJson } from './merged-json.ts';

declare const brand: unique symbol;

/**
 * The source text of a JSON object: a namespace for each key, a JSON object for each namespace.
 * Kept and returned token for token (number text, key order, any key), never parsed and written
 * again: `1.0`, `1e400` and 9007199254740993 would not survive that.
 */
export type Configurations = string & { readonly [brand]: 'Configurations' };

export const mostNamespaces = 64;
const deepest = 32;
const mostBytes = 256 * 1024;

/**
 * JSON text, or a plain object that is then written as JSON. At most 64 namespaces, each an object
 * at most 32 containers deep (itself the first) and 256 KiB long in UTF-8; a key that stands
 * twice in one object is refused.
 */
export const Configurations = z.unknown().transform((given, context): Configurations => {
  const source = sourceOf(given);
  if (source === undefined) {
    context.addIssue({ code: 'custom', message: 'type: must be an object that JSON can hold' });
    return z.NEVER;
  }
  for (const fault of faultsOf(source))
    context.addIssue({ code: 'custom', message: fault.code, path: [...fault.path] });
  return restoreConfigurations(source);
});

/**
 * What is to change of them, as a JSON merge patch (RFC 7396): what it does not name stays, token for
 * token, null takes away. Each namespace that it names is null or an object, within the same bounds.
 */
export const ConfigurationsPatch = z.unknown().transform((given, context): string => {
  const source = sourceOf(given);
  if (source === undefined) {
    context.addIssue({ code: 'custom', message: 'type: must be an object that JSON can hold' });
    return z.NEVER;
  }
  for (const fault of faultsOf(source, 'null'))
    context.addIssue({ code: 'custom', message: fault.code, path: [...fault.path] });
  return source;
});

/** The source text of what comes of a patch, which may be too much: a rule that it has still to keep. */
export const patched = (configurations: Configurations, patch: string): string =>
  mergedJson(configurations, patch);

/** For stores: a text that was valid when it was stored. */
export const restoreConfigurations = (source: string): Configurations => source as Configurations;

export const noConfigurations = restoreConfigurations('{}');

/** The namespaces in their order, each with its source text. */
export const namespacesOf = (
  configurations: Configurations,
): readonly { readonly namespace: string; readonly source: string }[] => {
  const scan = scanJson(configurations);
  return scan.ok ? scan.members.map(({ key, text }) => ({ namespace: key, source: text })) : [];
};

function sourceOf(given: unknown): string | undefined {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  try {
    return JSON.stringify(given, faithful);
  } catch {
    return undefined; // cyclic, too deep for the writer, or something that JSON has no words for
  }
}

/** JSON.stringify changes or drops in silence what it has no words for: refused instead. */
function faithful(this: unknown, key: string, value: unknown): unknown {
  // A value that writes itself, such as a date, has done so by now.
  const given: unknown = isObject(this) ? Reflect.get(this, key) : value;
  const isLost =
    !Object.is(given, value) ||
    (value === undefined && Array.isArray(this)) ||
    (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) ||
    typeof value === 'function' ||
    typeof value === 'symbol' ||
    !isPlain(value);
  if (isLost) throw new TypeError('no JSON');
  return value;
}

/** A map or a set would become an empty object. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

interface Fault {
  /** A code, and words where they say more. */
  readonly code: string;
  readonly path: readonly (string | number)[];
}

/** `besides`: what a namespace may be besides an object. */
function faultsOf(source: string, besides?: 'null'): readonly Fault[] {
  if (!source.isWellFormed()) return [{ code: 'characters', path: [] }];
  const scan = scanJson(source);
  if (!scan.ok) return [{ code: 'format', path: [] }];
  if (scan.rootKind !== 'object') return [{ code: 'type: must be an object', path: [] }];
  return [
    ...(scan.members.length > mostNamespaces
      ? [{ code: `tooMany: must have at most ${mostNamespaces} namespaces`, path: [] }]
      : []),
    // Too many are refused whole; there is no need to look at each of a hundred thousand.
    ...scan.members
      .slice(0, mostNamespaces)
      .filter(({ kind }) => kind !== besides)
      .flatMap(namespaceFaults),
    ...scan.duplicates.map((path) => ({ code: 'duplicate', path })),
  ];
}

function namespaceFaults({ key, kind, depth, text }: JsonMember): readonly Fault[] {
  if (kind !== 'object') return [{ code: 'type: must be an object', path: [key] }];
  return [
    ...(depth > deepest
      ? [{ code: `tooDeep: must be at most ${deepest} levels deep`, path: [key] }]
      : []),
    ...(byteLength(text) > mostBytes
      ? [{ code: `tooLong: must have at most ${mostBytes / 1024} KiB`, path: [key] }]
      : []),
  ];
}

function byteLength(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

import {
  err,
  type Issue,
  issue,
  type JsonMember,
  ok,
  type Result,
  scanJson,
} from '@tenantry/domain';

/** The members of a JSON object as they were written, so that each can be read or kept whole. */
export interface JsonObject {
  readonly members: ReadonlyMap<string, JsonMember>;
  /** One for each key that stands more than once in its object, at its place. */
  readonly issues: readonly Issue[];
}

/**
 * Reads bytes as one JSON object in strict UTF-8, without a byte order mark. What cannot be read as
 * one is a single issue of the body as a whole, with the empty path.
 */
export const readJsonObject = (bytes: Uint8Array): Result<JsonObject, Issue> => {
  const text = decoded(bytes);
  if (text === undefined) return err(issue([], 'characters', 'is not in UTF-8'));
  const scan = scanJson(text);
  if (!scan.ok)
    return err(issue([], 'format', `is not JSON: ${scan.message} at offset ${scan.offset}`));
  if (scan.rootKind !== 'object') return err(issue([], 'type', 'must be an object'));
  return ok({
    // Of a key that stands twice the last one stays; the repetition is an issue in any case.
    members: new Map(scan.members.map((member) => [member.key, member])),
    issues: scan.duplicates.map((path) => issue(path, 'duplicate')),
  });
};

/** The value of one member; undefined where there is none. Numbers are as JSON.parse has them. */
export const valueOf = ({ members }: JsonObject, key: string): unknown => {
  const member = members.get(key);
  return member === undefined ? undefined : JSON.parse(member.text);
};

function decoded(bytes: Uint8Array): string | undefined {
  try {
    // The mark is kept, so that the scanner meets it and says where.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

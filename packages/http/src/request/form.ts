import { err, type Issue, issue, ok, type Result } from '@tenantry/domain';

/** The fields that were asked for, as far as they were sent, and what is wrong with them. */
export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  /** One for each field that stands twice or cannot be decoded, at its name. */
  readonly issues: readonly Issue[];
}

/**
 * Reads certain fields of `application/x-www-form-urlencoded`: a query without its question mark,
 * or a body. All others are ignored. What is no proper escape or no UTF-8 is a fault and never
 * replaced: a password must not turn into another.
 */
export const readForm = (text: string, names: readonly string[]): Form => {
  const fields = new Map<string, string>();
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    const name = decoded(equals === -1 ? pair : pair.slice(0, equals));
    if (name === undefined || !names.includes(name)) continue;
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
    const value = decoded(equals === -1 ? '' : pair.slice(equals + 1));
    if (value !== undefined) fields.set(name, value);
    else if (!repeated.has(name)) issues.push(issue([name], 'format', wrongly));
  }
  return {
    fields,
    issues: [...issues, ...[...repeated].map((name) => issue([name], 'duplicate'))],
  };
};

/**
 * The text of a form that came as a body. Bytes that nobody escaped are taken too, as curl sends
 * them, if they are UTF-8; else there is one issue of the body as a whole, with the empty path.
 */
export const formText = (bytes: Uint8Array): Result<string, Issue> => {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err(issue([], 'characters', 'is not in UTF-8'));
  }
};

/** The query of a request, without its question mark. */
export const queryOf = (request: Request): string => new URL(request.url).search.slice(1);

const wrongly = 'is not percent-encoded UTF-8';

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

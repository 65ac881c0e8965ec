import { err, type Issue, issue, ok, type Result } from '@tenantry/domain';

/** The fields that were asked for, as far as they were sent, and what is wrong with them. */
export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  /** One for each field that stands twice or cannot be decoded, at its name. */
  readonly issues: readonly Issue[];
}

/** What a form may have as a body. */
export const formKibibytes = 64;

/** Pairs that one form may have, whatever they are called. */
const mostPairs = 100;

/**
 * Reads certain fields of `application/x-www-form-urlencoded`: a query without its question mark,
 * or a body. Their names are in ASCII; all others are ignored. What is no proper escape or no UTF-8
 * is a fault and never replaced: a password must not turn into another. More pairs than a form may
 * have are a single issue of the whole, with the empty path.
 *
 * Anybody may send one. So nothing is decoded but a field that was asked for, where it stands first.
 */
export const readForm = (text: string, names: readonly string[]): Result<Form, Issue> => {
  const pairs = text.split('&', mostPairs + 1);
  if (pairs.length > mostPairs)
    return err(issue([], 'tooMany', `must have at most ${mostPairs} parameters`));
  const fields = new Map<string, string>();
  const issues: Issue[] = [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = nameAmong(names, equals === -1 ? pair : pair.slice(0, equals));
    if (name === undefined) continue;
    if (seen.has(name)) {
      repeated.add(name);
      continue;
    }
    seen.add(name);
    const value = decoded(equals === -1 ? '' : pair.slice(equals + 1));
    if (value === undefined) issues.push(issue([name], 'format', wrongly));
    else fields.set(name, value);
  }
  const twice = [...repeated].map((name) => issue([name], 'duplicate'));
  return ok({ fields, issues: [...issues, ...twice] });
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

/** A letter takes three, escaped. */
const longestEscape = 3;

/** Which of the names is written here; each byte is read as a letter, since no name has others. */
function nameAmong(names: readonly string[], written: string): string | undefined {
  const longest = Math.max(0, ...names.map((name) => name.length));
  if (written.length > longest * longestEscape) return undefined;
  const name = written
    .replaceAll('+', ' ')
    .replace(/%[0-9a-f]{2}/gi, (escape) =>
      String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
    );
  return names.find((one) => one === name);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

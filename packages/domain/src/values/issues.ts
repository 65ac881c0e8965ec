import type { z } from 'zod';
import type { Issue, IssueCode, Path } from '../errors.ts';

const messages: Readonly<Record<IssueCode, string>> = {
  required: 'is required',
  type: 'is of the wrong type',
  tooShort: 'is too short',
  tooLong: 'is too long',
  tooMany: 'has too many entries',
  tooDeep: 'is nested too deeply',
  characters: 'holds characters that are not allowed',
  format: 'is not written as it must be',
  unknown: 'is not known',
  duplicate: 'stands more than once',
  mismatch: 'does not match',
  common: 'is among the most common passwords',
  personal: "must not be the account's own data",
  exceedsPower: 'grants more than the caller has',
};

export const messageFor = (code: IssueCode): string => messages[code];

export const issue = (path: Path, code: IssueCode, message = messages[code]): Issue => ({
  path,
  code,
  message,
});

/** zod's findings in our words. Parse with `reportInput`, or absent and mistyped look alike. */
export const issuesOf = (error: z.ZodError): readonly Issue[] => {
  const mistyped = new Set(
    error.issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => place(path)),
  );
  // zod measures whatever has a length: a list that stands for a text is not too short besides.
  return error.issues
    .filter(({ code, path }) => !isMeasure(code) || !mistyped.has(place(path)))
    .filter((found, _, all) => !isWholeNumberBound(found) || all.filter(besides(found)).length < 2)
    .flatMap(translate);
};

/** Beyond what is a whole number of its kind at all. */
const isWholeNumberBound = (found: z.core.$ZodIssue): boolean =>
  (found.code === 'too_big' && found.maximum === Number.MAX_SAFE_INTEGER) ||
  (found.code === 'too_small' && found.minimum === Number.MIN_SAFE_INTEGER);

/** A number beyond that is beyond its own bound too, which tells more. */
const besides =
  (found: z.core.$ZodIssue) =>
  ({ code, path }: z.core.$ZodIssue): boolean =>
    code === found.code && place(path) === place(found.path);

const place = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

const isMeasure = (code: string | undefined): boolean => code === 'too_small' || code === 'too_big';

function translate(found: z.core.$ZodIssue): readonly Issue[] {
  const path = found.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (found.input === null) return [issue(path, 'required', 'must not be null')];
  switch (found.code) {
    case 'invalid_type':
      return found.input === undefined
        ? [issue(path, 'required')]
        : [issue(path, 'type', `must be ${article(found.expected)}`)];
    case 'too_small':
      if (!hasLength.has(found.origin))
        return [issue(path, 'format', `must be at least ${found.minimum}`)];
      return found.origin === 'string' && Number(found.minimum) === 1
        ? [issue(path, 'tooShort', 'must not be empty')]
        : [issue(path, 'tooShort', `must ${measure(found.origin, 'at least', found.minimum)}`)];
    case 'too_big':
      if (!hasLength.has(found.origin))
        return [issue(path, 'format', `must be at most ${found.maximum}`)];
      return [
        issue(
          path,
          found.origin === 'array' ? 'tooMany' : 'tooLong',
          `must ${measure(found.origin, 'at most', found.maximum)}`,
        ),
      ];
    case 'unrecognized_keys':
      return found.keys.map((key) => issue([...path, key], 'unknown', 'is no field of this'));
    case 'invalid_value':
      return found.input === undefined
        ? [issue(path, 'required')]
        : [issue(path, 'unknown', `must be one of ${found.values.map(String).join(', ')}`)];
    case 'invalid_union':
      return [issue(path, found.input === undefined ? 'required' : 'format')];
    default:
      return [coded(path, found.message)];
  }
}

/**
 * Rules of ours name their code, and may add words, as zod's message: `format: must be ...`.
 * Whatever else zod finds is a matter of form.
 */
function coded(path: Path, message: string): Issue {
  const [code = '', ...words] = message.split(': ');
  if (!isIssueCode(code)) return issue(path, 'format');
  return words.length > 0 ? issue(path, code, words.join(': ')) : issue(path, code);
}

const isIssueCode = (text: string): text is IssueCode => Object.hasOwn(messages, text);

const article = (type: string): string =>
  type === 'int' ? 'a whole number' : `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;

/** What can be too short or too long; a number is neither. */
const hasLength: ReadonlySet<string> = new Set(['string', 'array', 'set', 'map']);

const measure = (origin: string, bound: string, limit: number | bigint): string =>
  `have ${bound} ${limit} ${origin === 'string' ? 'characters' : 'entries'}`;

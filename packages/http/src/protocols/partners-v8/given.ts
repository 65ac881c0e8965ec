import { err, type Invalid, type Issue, invalid, issue, ok, type Result } from '@tenantry/domain';
import { queryOf, readForm } from '../../request/form.ts';
import { type JsonObject, valueOf } from '../../request/json.ts';
import { inPart, type Part } from './paths.ts';

/** The fields of one part of a request, and what is known to be wrong with the request. */
export interface Given {
  readonly part: Part;
  readonly valueAt: (name: string) => unknown;
  readonly issues: readonly Issue[];
}

/** Certain parameters; all others are ignored. */
export const givenInQuery = (request: Request, names: readonly string[]): Result<Given, Invalid> =>
  givenIn('query', queryOf(request), names, []);

/** Certain fields, with what is wrong beside what is known; or why there are none. */
export const givenInForm = (
  text: string,
  names: readonly string[],
  known: readonly Issue[],
): Result<Given, Invalid> => givenIn('body', text, names, known);

export const givenInJson = (body: JsonObject, issues: readonly Issue[]): Given => ({
  part: 'body',
  valueAt: (name) => valueOf(body, name),
  issues,
});

function givenIn(
  part: Part,
  text: string,
  names: readonly string[],
  known: readonly Issue[],
): Result<Given, Invalid> {
  const form = readForm(text, names);
  if (!form.ok) return err(invalid([...known, ...inPart(part, [form.error])]));
  const { fields, issues } = form.value;
  const all = [...known, ...inPart(part, issues)];
  return ok({ part, valueAt: (name) => fields.get(name), issues: all });
}

/** A text that must be there and have something in it, or what is wrong besides what is known. */
export const textIn = (
  { part, valueAt, issues }: Given,
  name: string,
): Result<string, readonly Issue[]> => {
  const value = valueAt(name);
  if (typeof value === 'string' && value !== '') return ok(value);
  const place = [part, name];
  if (value === '') return err([issue(place, 'tooShort', 'must not be empty')]);
  if (value !== undefined && value !== null) return err([issue(place, 'type', 'must be a string')]);
  // What stands there and cannot be decoded is not missing besides.
  const isKnown = issues.some(({ path }) => path.length === 2 && path[1] === name);
  return err(isKnown ? [] : [issue(place, 'required')]);
};

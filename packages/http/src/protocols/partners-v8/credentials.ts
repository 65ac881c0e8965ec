import { err, type Invalid, invalid, ok, type Result } from '@tenantry/domain';
import { readBody } from '../../request/body.ts';
import { formKibibytes, formText } from '../../request/form.ts';
import { idempotencyKeyIn } from '../../request/idempotency-key.ts';
import { isPlain } from '../../request/media-type.ts';
import type { Refusal } from '../../route.ts';
import { readJson } from './asked.ts';
import { type Given, givenInForm, givenInJson, givenInQuery, textIn } from './given.ts';
import { inPart } from './paths.ts';

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

const names = ['login', 'password'];

/** Of a query, which is how the interface was published. */
export const credentialsInQuery = (request: Request): Result<Credentials, Invalid> => {
  const given = givenInQuery(request, names);
  return given.ok ? credentialsOf(given.value) : given;
};

/** Of a body, which no log on the way writes down: JSON, or a form. */
export const credentialsInBody = async (
  request: Request,
): Promise<Result<Credentials, Invalid | Refusal>> => {
  const given = await givenInBody(request);
  return given.ok ? credentialsOf(given.value) : given;
};

/**
 * Signing in twice does no harm, so there is nothing that the Idempotency-Key has to guard; but one
 * that is malformed must not look as if it guarded anything.
 */
async function givenInBody(request: Request): Promise<Result<Given, Invalid | Refusal>> {
  const known = inPart('header', idempotencyKeyIn(request.headers).issues);
  if (!isPlain(request, 'application/x-www-form-urlencoded')) {
    const json = await readJson(request, known);
    return json.ok ? ok(givenInJson(json.value.body, json.value.issues)) : json;
  }
  const bytes = await readBody(request, formKibibytes * 1024);
  if (!bytes.ok) return bytes;
  const text = formText(bytes.value);
  return text.ok
    ? givenInForm(text.value, names, known)
    : err(invalid([...known, ...inPart('body', [text.error])]));
}

function credentialsOf(given: Given): Result<Credentials, Invalid> {
  const [login, password] = [textIn(given, 'login'), textIn(given, 'password')];
  const issues = [
    ...given.issues,
    ...(login.ok ? [] : login.error),
    ...(password.ok ? [] : password.error),
  ];
  return login.ok && password.ok && issues.length === 0
    ? ok({ login: login.value, password: password.value })
    : err(invalid(issues));
}

import {
  type AccountNotFound,
  type Application,
  type Caller,
  type CannotProve,
  err,
  type Later,
  type NotPermitted,
  ok,
  type Result,
  type Said,
  type Scope,
  suffices,
} from '@tenantry/domain';
import type { Exchange, TooManyRequests } from '../route.ts';

/** The forms of proof that a protocol takes. Any other is wrong there, also beside a right one. */
export interface ProofForms {
  /** The header `api_key`. */
  readonly apiKey?: true;
  /** `Authorization: Basic` (RFC 7617). */
  readonly basic?: true;
  /** `Authorization: Bearer` (RFC 6750): with a token alone, or with an API key in its place too. */
  readonly bearer?: 'token' | 'tokenOrKey';
}

/** Who is calling; `scopes` are those of a token that was presented, absent where none was. */
export interface ProvenCaller extends Caller {
  readonly scopes?: readonly Scope[];
}

type Check = () => Promise<Result<ProvenCaller, CannotProve>>;

/**
 * Who presents the proofs in a request's headers. `missing` where there is none. Each that is there
 * must be right, and two must be of one account: then the one with less power decides, and a token's
 * scopes count. A header that was sent twice arrives with a comma in it, and no proof has one.
 */
const prove = async (
  app: Application,
  headers: Headers,
  forms: ProofForms,
  said: Said = {},
): Promise<Result<ProvenCaller, CannotProve>> => {
  const checks = [apiKeyCheck(app, headers, forms, said), authorization(app, headers, forms, said)];
  let proven: ProvenCaller | undefined;
  for (const check of checks) {
    if (check === undefined) continue;
    const found = await check();
    if (!found.ok) return found;
    if (proven !== undefined && proven.accountId !== found.value.accountId) return wrong;
    proven = proven === undefined ? found.value : lesser(proven, found.value);
  }
  return proven === undefined ? err({ kind: 'NotAuthenticated', reason: 'missing' }) : ok(proven);
};

/**
 * Who sends a request: proven as `prove` has it, told to the log, and counted for what policy lets
 * one caller ask.
 */
export const admitted = async (
  app: Application,
  { request, recognise, admit }: Exchange,
  forms: ProofForms,
  said: Said = {},
): Promise<Result<ProvenCaller, NotAdmitted>> => {
  const proven = await prove(app, request.headers, forms, said);
  if (!proven.ok) return proven;
  recognise(proven.value);
  const admission = await admit(proven.value);
  return admission.ok ? proven : admission;
};

/** Why nobody is let in. */
export type NotAdmitted = CannotProve | TooManyRequests;

/**
 * What it says of a proof that the account which a request names cannot be found by it: it opens
 * nothing there. That the store cannot be read says nothing of any proof.
 */
export const noAccess = (
  why: AccountNotFound | NotPermitted | Later<'Unavailable'>,
): Result<never, CannotProve> => (why.kind === 'Unavailable' ? err(why) : wrong);

const wrong: Result<never, CannotProve> = err({ kind: 'NotAuthenticated', reason: 'wrong' });

function apiKeyCheck(
  app: Application,
  headers: Headers,
  { apiKey }: ProofForms,
  said: Said,
): Check | undefined {
  const key = headers.get('api_key') ?? '';
  if (key === '') return undefined;
  return apiKey === true ? () => app.keys.authenticate({ key, ...said }) : async () => wrong;
}

function authorization(
  { keys, sessions }: Application,
  headers: Headers,
  { basic, bearer }: ProofForms,
  said: Said,
): Check | undefined {
  const given = headers.get('Authorization');
  if (given === null) return undefined;
  const [, scheme = '', credentials = ''] = /^([A-Za-z]+) +(\S+)$/.exec(given) ?? [];
  if (scheme.toLowerCase() === 'basic' && basic === true) {
    const presented = basicCredentials(credentials);
    if (presented !== undefined)
      return () => sessions.authenticatePassword({ ...presented, ...said });
  }
  if (scheme.toLowerCase() === 'bearer' && bearer !== undefined)
    return bearer === 'tokenOrKey' && credentials.startsWith('tenantry_')
      ? () => keys.authenticate({ key: credentials, ...said })
      : () => sessions.authenticateToken({ token: credentials, ...said });
  return async () => wrong;
}

/** Strict base64 of UTF-8; the name ends at the first colon, the password may hold more. */
function basicCredentials(
  encoded: string,
): { readonly name: string; readonly password: string } | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer skips what is no base64, and takes several spellings of one text.
  if (bytes.toString('base64') !== encoded) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const colon = text.indexOf(':');
    if (colon === -1) return undefined;
    return { name: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return undefined;
  }
}

function lesser(one: ProvenCaller, other: ProvenCaller): ProvenCaller {
  const least = suffices(one.power, other.power) ? other : one;
  const scopes = one.scopes ?? other.scopes;
  return scopes === undefined ? least : { ...least, scopes };
}

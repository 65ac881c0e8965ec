import type { KeyObject } from 'node:crypto';
import type { TokenClaims } from '@tenantry/domain';
import { JOSEError } from 'jose/errors';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';

const header = { alg: 'HS256', typ: 'JWT' } as const;
const longest = 4096;

/** A JWT (RFC 7519) in its compact form, signed under HS256. The key has 32 bytes. */
export const signToken = (key: KeyObject, claims: TokenClaims): Promise<string> =>
  new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);

/**
 * The claims of a token that one of the keys signed and that is good at `now`; undefined for every
 * other text. There is one way to write a token: a text that a decoder would take for the same is
 * refused before the library sees it, and so is a header that says anything besides `alg` and `typ`.
 */
export const readToken = async (
  keys: readonly KeyObject[],
  token: string,
  now: Date,
): Promise<unknown> => {
  if (!isWrittenAsOurs(token)) return undefined;
  for (const key of keys) {
    const claims = await verified(key, token, now);
    if (claims !== undefined) return claims;
  }
  return undefined;
};

async function verified(key: KeyObject, token: string, now: Date): Promise<object | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [header.alg],
      typ: header.typ,
      currentDate: now,
      clockTolerance: 0,
    });
    const times = [payload.exp, payload.nbf];
    return times.every((time) => Number.isSafeInteger(time)) ? payload : undefined;
  } catch (fault) {
    if (fault instanceof JOSEError) return undefined;
    throw fault;
  }
}

const segmentOf = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** The members of a header have no order. */
const headers = [segmentOf(header), segmentOf({ typ: header.typ, alg: header.alg })];

function isWrittenAsOurs(token: string): boolean {
  if (token.length > longest) return false;
  const [said = '', claims = '', signature = '', ...more] = token.split('.');
  return (
    more.length === 0 && headers.includes(said) && isPlainJson(claims) && isCanonical(signature)
  );
}

/** Four spellings of the last character decode to the same bytes, and only one is what comes back. */
const isCanonical = (segment: string): boolean =>
  Buffer.from(segment, 'base64url').toString('base64url') === segment;

/** JSON as `JSON.stringify` writes it: no member twice, no blanks, no number in another spelling. */
function isPlainJson(segment: string): boolean {
  try {
    return segmentOf(JSON.parse(Buffer.from(segment, 'base64url').toString())) === segment;
  } catch {
    // No JSON: there is nothing else that these throw for, as short as the text is.
    return false;
  }
}

import {
  AccessClaims,
  ApiKeyId,
  apiKeyBytes,
  base32,
  generatedPasswordBytes,
  generatePassword,
  makeApiKey,
  parseApiKey,
  RefreshClaims,
} from '@tenantry/domain';

// How they look is learnt from those that the domain makes.
const nobody = ApiKeyId.parse('00000000-0000-0000-0000-000000000000');
const apiKey = makeApiKey(nobody, new Uint8Array(apiKeyBytes)).text.reveal();
const apiKeyStart = apiKey.slice(0, apiKey.indexOf('0'));
const password = generatePassword(new Uint8Array(generatedPasswordBytes)).reveal();
/** A byte is written in two letters, the first of which says its five upper bits. */
const letters = Array.from({ length: 32 }, (_, bits) => base32(Uint8Array.of(bits << 3)).charAt(0));
const passwordForm = new RegExp(
  `(?<![\\w-])${password.replaceAll('0', `[${letters.join('')}]`)}(?![\\w-])`,
  'g',
);

// Each of these takes time that the length of the text sets, whatever stands in it.

/** API keys of ours; their check sum tells them from everything else. */
export const apiKeysIn = (text: string): readonly string[] => {
  const keys: string[] = [];
  for (let at = text.indexOf(apiKeyStart); at >= 0; at = text.indexOf(apiKeyStart, at + 1)) {
    const key = text.slice(at, at + apiKey.length);
    if (parseApiKey(key) !== undefined) keys.push(key);
  }
  return keys;
};

/** JWTs (RFC 7519) that say what tokens of ours say. */
export const tokensIn = (text: string): readonly string[] =>
  text.split(/[^\w.-]+/).filter((word) => word.split('.').slice(1, -1).some(isClaims));

/** What is written as a generated password is. */
export const passwordsIn = (text: string): readonly string[] => text.match(passwordForm) ?? [];

/** What is written as a link's token is: 32 bytes in base64url, as hashes and keys of others too. */
export const linksIn = (text: string): readonly string[] =>
  text.split(/[^\w-]+/).filter((word) => word.length === linkLength);

const linkLength = 43;

function isClaims(segment: string): boolean {
  // As every JSON object begins; ours say much.
  if (segment.length < 64 || !segment.startsWith('eyJ')) return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString());
    return AccessClaims.safeParse(claims).success || RefreshClaims.safeParse(claims).success;
  } catch {
    return false;
  }
}

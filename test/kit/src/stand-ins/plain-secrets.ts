import { type AccessClaims, type RefreshClaims, restoreJson, type Secrets } from '@tenantry/domain';
import { base64url } from './bytes.ts';
import { sha256 } from './sha256.ts';

/**
 * Secrets that hide nothing and are the same in every run: for tests alone. Digests are the real ones,
 * so that a key whose digest was stored opens an application with other secrets too.
 */
export const plainSecrets = (): Secrets => {
  let drawn = 0;
  return {
    random: (length) => {
      const bytes: number[] = [];
      while (bytes.length < length) bytes.push(...sha256(`random ${++drawn}`));
      return Uint8Array.from(bytes.slice(0, length));
    },
    digest,
    derive: (purpose, message) => [digest(`${purpose}\n${message}`)],
    seal: (purpose, salt, text) => JSON.stringify([purpose, salt, text]),
    unseal: (purpose, salt, sealed) => {
      const [of, under, text] = restoreJson<readonly string[]>(sealed);
      return of === purpose && under === salt ? text : undefined;
    },
    signToken: async (claims) => prefix + JSON.stringify(claims),
    readToken: async (token, now) => {
      if (!token.startsWith(prefix)) return undefined;
      const claims = restoreJson<AccessClaims | RefreshClaims>(token.slice(prefix.length));
      const seconds = now.getTime() / 1000;
      return claims.nbf <= seconds && seconds < claims.exp ? claims : undefined;
    },
  };
};

const prefix = 'plain ';

const digest = (text: string): string => base64url(sha256(text));

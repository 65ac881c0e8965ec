import { ok, type PasswordHasher } from '@tenantry/domain';
import { base64url } from './bytes.ts';
import { sha256 } from './sha256.ts';

/** Keeps the promises of the port but those of being slow and of being busy: for tests alone. */
export const plainHasher = (): PasswordHasher => {
  let salts = 0;
  return {
    hash: async (password) => ok(hashed(password.reveal(), `${++salts}`)),
    verify: async (password, hash) => ok(hashed(password, hash.split('$')[1] ?? '') === hash),
    remembers: () => false,
  };
};

/** As JSON, since half a character would be another one in bytes. */
const hashed = (password: string, salt: string): string =>
  `plain$${salt}$${base64url(sha256(JSON.stringify([salt, password])))}`;

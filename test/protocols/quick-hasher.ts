import { ok, type PasswordHasher } from '@tenantry/domain';

/** Keeps every promise of the port but that of being slow: for laws that ask many times. */
export const quickHasher = (): PasswordHasher => {
  const passwords = new Map<string, string>();
  return {
    hash: async (password) => {
      const hash = `quick:${passwords.size}`;
      passwords.set(hash, password.reveal());
      return ok(hash);
    },
    verify: async (password, hash) => ok(passwords.get(hash) === password),
    remembers: () => false,
  };
};

import { type PasswordHasher, type Result, secret } from '@tenantry/domain';
import { show } from '../contract/expect.ts';
import type { Law } from '../contract/law.ts';

/** Opens a hasher as a new process would: it remembers nothing that another one has verified. */
export type OpenHasher = () => PasswordHasher | Promise<PasswordHasher>;

export interface HasherTrial {
  readonly hasher: PasswordHasher;
  /** Another process. */
  readonly another: () => Promise<PasswordHasher>;
  /** By the first of them; a hash that could not be made because too much was waiting throws. */
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (password: string, hash: string) => Promise<boolean>;
}

export type HasherLaw = (name: string, holds: (trial: HasherTrial) => Promise<void>) => Law;

/** Laws on hashers that this opens: each is tried on one of its own. */
export const hasherLawsOn =
  (open: OpenHasher): HasherLaw =>
  (name, holds) => ({
    name,
    check: async () => {
      const hasher = await open();
      await holds({
        hasher,
        another: async () => open(),
        hash: (password) => hashBy(hasher, password),
        verify: (password, hash) => verifyBy(hasher, password, hash),
      });
    },
  });

export const hashBy = async (hasher: PasswordHasher, password: string): Promise<string> =>
  valueOf(await hasher.hash(secret(password)));

export const verifyBy = async (
  hasher: PasswordHasher,
  password: string,
  hash: string,
): Promise<boolean> => valueOf(await hasher.verify(password, hash));

function valueOf<T>(answer: Result<T, unknown>): T {
  if (!answer.ok) throw new Error(`nothing was waiting, and the answer was ${show(answer.error)}`);
  return answer.value;
}

import type { Later } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import type { User } from './user.ts';

/** The first use of a generated password: from then on it lapses no more. */
export const useCredential = async (
  { persistence }: Ports,
  { id, credential }: User,
): Promise<Result<void, Later<'Unavailable'>>> => {
  if (credential.lapsesAt === undefined) return ok(undefined);
  const { lapsesAt: _, ...used } = credential;
  return persistence.transact(async ({ access }) => {
    // One that has been changed meanwhile lapses by its own rule.
    await access.replaceCredential(id, credential.generation, used);
    return ok(undefined);
  });
};

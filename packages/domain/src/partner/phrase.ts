import type { Later } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { secret } from '../values/secret.ts';
import { spoken, type VerificationPhrase } from '../values/verification-phrase.ts';

/** What is kept of a phrase: a slow hash of how it sounds. */
export const hashPhrase = async (
  { hasher }: Ports,
  phrase: VerificationPhrase | undefined,
): Promise<Result<string | undefined, Later<'Busy'>>> =>
  phrase === undefined ? ok(undefined) : hasher.hash(secret(spoken(phrase)));

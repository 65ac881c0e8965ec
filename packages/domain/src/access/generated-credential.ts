import type { Policy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { generatedPasswordBytes, generatePassword } from '../values/generated-password.ts';
import { later } from '../values/later.ts';
import type { Secret } from '../values/secret.ts';
import type { Credential } from './user.ts';

export interface GeneratedCredential {
  /** Shown once; only the hash is kept. */
  readonly password: Secret;
  readonly hash: string;
  /** When the password is void unless it has been used. */
  readonly lapsesAt: Date;
}

/** What stands before the digest of a generated password where hashes are stored. */
const mark = 'sha256:';

/** A password that nobody chose: 160 random bits need no slow hash. */
export const generatedCredential = (
  { secrets, clock }: Pick<Ports, 'secrets' | 'clock'>,
  policy: Policy,
): GeneratedCredential => {
  const password = generatePassword(secrets.random(generatedPasswordBytes));
  return {
    password,
    hash: mark + secrets.digest(password.reveal()),
    lapsesAt: later(clock.now(), policy.lifetimes.generatedPassword),
  };
};

/** Whether a credential is the generated password that its account began with, and nobody used it. */
export const isUnused = ({ generation, lapsesAt }: Credential): boolean =>
  generation === 1 && lapsesAt !== undefined;

/** Whether a password is the generated one that a hash was made of; costs nothing. */
export const isGenerated = (
  { secrets }: Pick<Ports, 'secrets'>,
  password: string,
  hash: string,
): boolean => hash === mark + secrets.digest(password);

/** Whether a hash is that of a generated password, and not of one that somebody chose. */
export const wasGenerated = (hash: string): boolean => hash.startsWith(mark);

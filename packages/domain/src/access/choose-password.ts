import { type Invalid, invalid, type Later } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type EmailAddress, localPart } from '../values/email-address.ts';
import { issue } from '../values/issues.ts';
import { confirmationIssues, parsePassword } from '../values/password.ts';
import { isGenerated } from './generated-credential.ts';

/** A password that somebody chooses, and the same again; both as they were received. */
export interface Chosen {
  readonly password: unknown;
  readonly confirmation: unknown;
}

/** Where the two stand in the command. */
export interface ChosenAt {
  readonly password: string;
  readonly confirmation: string;
}

/** Whose password it is to be. */
export interface Owner {
  readonly email: EmailAddress;
  /** Texts besides the mailbox that it must not be, such as the name of an account. */
  readonly personal: readonly string[];
  /** Hashes of passwords that it must not be. */
  readonly seen: readonly string[];
}

/** The hash of a password that keeps the rules, or everything that is wrong with it. */
export const hashChosen = async (
  ports: Pick<Ports, 'hasher' | 'secrets'>,
  { password, confirmation }: Chosen,
  at: ChosenAt,
  { email, personal, seen }: Owner,
  policy: Policy,
): Promise<Result<string, Invalid | Later<'Busy'>>> => {
  const { isCommonPassword } = await import('../values/common-password.ts');
  const rules = {
    minimum: policy.passwordMinimum,
    personal: [email.address, email.canonical, localPart(email), ...personal],
    isCommon: isCommonPassword,
  };
  const chosen = parsePassword(password, rules, [at.password]);
  const issues = [
    ...(chosen.ok ? [] : chosen.error),
    ...confirmationIssues(password, confirmation, [at.confirmation]),
  ];
  if (!chosen.ok || issues.length > 0) return err(invalid(issues));
  for (const hash of new Set(seen)) {
    const text = chosen.value.reveal();
    const same = isGenerated(ports, text, hash) ? ok(true) : await ports.hasher.verify(text, hash);
    if (!same.ok) return same;
    if (same.value) return err(invalid([issue([at.password], 'personal', isKnown)]));
  }
  return ports.hasher.hash(chosen.value);
};

const isKnown = 'must be another one: it is in use, or known to somebody else';

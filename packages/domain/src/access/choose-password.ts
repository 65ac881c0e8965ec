import { type Invalid, invalid, type Later } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { type EmailAddress, localPart } from '../values/email-address.ts';
import { confirmationIssues, parsePassword } from '../values/password.ts';

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

/**
 * The hash of a password that keeps the rules, or everything that is wrong with it. `personal` are
 * texts besides the mailbox that it must not be, such as the name of an account.
 */
export const hashChosen = async (
  { hasher }: Pick<Ports, 'hasher'>,
  { password, confirmation }: Chosen,
  at: ChosenAt,
  { email, personal }: { readonly email: EmailAddress; readonly personal: readonly string[] },
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
  return hasher.hash(chosen.value);
};

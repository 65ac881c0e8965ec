import type { Issue, IssueCode, Path } from '../errors.ts';
import { issue, messageFor } from './issues.ts';
import { type Secret, secret } from './secret.ts';

declare const brand: unique symbol;

/** A password that keeps the rules, exactly as it was received. */
export type Password = Secret & { readonly [brand]: 'Password' };

/** In code points. */
export const longestPassword = 1024;

export interface PasswordRules {
  /** The policy's minimum, in code points. */
  readonly minimum: number;
  /** Texts of the person's own that a password must not be: e-mail, its local part, company. */
  readonly personal: readonly string[];
  readonly isCommon: (password: string) => boolean;
}

export type ParsedPassword =
  | { readonly ok: true; readonly value: Password }
  | { readonly ok: false; readonly error: readonly Issue[] };

/**
 * At least the policy's minimum and at most 1024 code points, never trimmed or normalised; no NUL
 * and no lone surrogate; none of the 100,000 most common, and not the person's own data.
 */
export const parsePassword = (given: unknown, rules: PasswordRules, path: Path): ParsedPassword => {
  const codes = faultsOf(given, rules);
  return codes.length > 0 || typeof given !== 'string'
    ? { ok: false, error: codes.map((code) => ({ path, code, message: message(code, rules) })) }
    : { ok: true, value: secret(given) as Password };
};

/** The same text, exactly: what a second field asks for to catch a slip of the finger. */
export const confirmsPassword = (password: unknown, confirmation: unknown): boolean =>
  typeof password === 'string' && password === confirmation;

/** What is wrong with that second field. */
export const confirmationIssues = (
  password: unknown,
  confirmation: unknown,
  path: Path,
): readonly Issue[] => {
  if (confirmation === undefined || confirmation === null) return [issue(path, 'required')];
  return confirmsPassword(password, confirmation) ? [] : [issue(path, 'mismatch')];
};

function faultsOf(given: unknown, rules: PasswordRules): readonly IssueCode[] {
  if (given === undefined || given === null) return ['required'];
  if (typeof given !== 'string') return ['type'];
  const length = [...given].length;
  const isTooLong = length > longestPassword;
  return [
    ...(length < rules.minimum ? (['tooShort'] as const) : []),
    ...(isTooLong ? (['tooLong'] as const) : []),
    ...(/[\0\p{Cs}]/u.test(given) ? (['characters'] as const) : []),
    ...(!isTooLong && isPersonal(given, rules.personal) ? (['personal'] as const) : []),
    ...(!isTooLong && rules.isCommon(given) ? (['common'] as const) : []),
  ];
}

/** A text that is longer than any password can be is none, and would take long to compare. */
function isPersonal(given: string, personal: readonly string[]): boolean {
  const own = personal.filter((text) => text.length <= 2 * longestPassword).map(plain);
  return own.some((text) => text !== '' && text === plain(given));
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

function message(code: IssueCode, { minimum }: PasswordRules): string {
  if (code === 'tooShort') return `must have at least ${minimum} characters`;
  if (code === 'tooLong') return `must have at most ${longestPassword} characters`;
  return messageFor(code);
}

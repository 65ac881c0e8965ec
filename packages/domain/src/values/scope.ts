import { z } from 'zod';

/** What a token may be asked to open besides: `kyc:api` is demanded where customers are opened. */
export const scopes = ['kyc:api'] as const;
export type Scope = (typeof scopes)[number];

/** A list with blanks between (RFC 6749, 3.3); each of them known, none twice. */
export const Scopes = z
  .string()
  .max(255)
  .transform((given, context): readonly Scope[] => {
    const words = given.split(' ').filter((word) => word !== '');
    const known = scopes.filter((scope) => words.includes(scope));
    if (known.length === words.length) return known;
    const areKnown = words.every((word) => scopes.some((scope) => scope === word));
    const message = areKnown ? 'duplicate' : `unknown: must be of ${scopes.join(', ')}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

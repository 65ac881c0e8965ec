import { z } from 'zod';

/** A whole string of a structured field, in which only `"` and `\` are escaped. */
const quoted = /^"(?:[^"\\]|\\["\\])*"$/;

/**
 * A caller's name for one attempt: 1-255 visible ASCII characters. A quoted key (a structured
 * field, RFC 9651, 3.3.3) and the same key bare are one key.
 */
export const IdempotencyKey = z
  .string()
  .transform((given) =>
    quoted.test(given) ? given.slice(1, -1).replace(/\\(["\\])/g, '$1') : given,
  )
  .pipe(
    z
      .string()
      .min(1)
      .max(255)
      .regex(/^[\x21-\x7e]*$/, { error: 'characters' }),
  )
  .brand<'IdempotencyKey'>();
export type IdempotencyKey = z.infer<typeof IdempotencyKey>;

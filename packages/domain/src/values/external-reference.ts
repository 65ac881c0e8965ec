import { z } from 'zod';
import { issuesOf } from './issues.ts';
import { text } from './text.ts';

/** Of the metadata of one reference. */
export const mostPairs = 50;
const label = text(1, 255);

/**
 * Up to 50 pairs of texts of 1-255 code points. Not `z.record`: that drops the key `__proto__`
 * and says nothing.
 */
const Metadata = z.custom<object>(isPlainObject, { error: 'type' }).transform((given, context) => {
  const entries: [string, unknown][] = Object.entries(given);
  if (entries.length > mostPairs) {
    context.addIssue({ code: 'too_big', origin: 'array', maximum: mostPairs, input: given });
    return z.NEVER;
  }
  const pairs = entries.map(([key, value]): readonly [string, string] => {
    const pair = z.tuple([label, label]).safeParse([key, value], { reportInput: true });
    for (const { code } of pair.success ? [] : issuesOf(pair.error))
      context.addIssue({ code: 'custom', message: code, path: [key] });
    return pair.data ?? [key, ''];
  });
  // Keys are trimmed: two that become one would lose a pair without a word.
  pairs.forEach(([key], at) => {
    if (pairs.findIndex(([other]) => other === key) < at)
      context.addIssue({ code: 'custom', message: 'duplicate', path: [key] });
  });
  // fromEntries defines own properties, so any key is safe.
  return Object.freeze(Object.fromEntries(pairs)) as Readonly<Record<string, string>>;
});

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a reference is looked for by. */
export const ReferenceNamed = z.strictObject({ name: label, value: label }).readonly();

/** What an account is called in somebody else's system. */
export const ExternalReference = z
  .strictObject({
    name: label,
    value: label,
    description: text(0, 1024).exactOptional(),
    type: z.enum(['SYSTEM', 'CUSTOMER', 'ACCOUNT', 'OTHER']).default('CUSTOMER'),
    metadata: Metadata.exactOptional(),
  })
  .readonly();
export type ExternalReference = z.infer<typeof ExternalReference>;

export const ExternalReferences = z.array(ExternalReference).max(100).readonly();

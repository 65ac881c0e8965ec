import { z } from 'zod';
import type { Answered, ByMediaType } from '../description.ts';
import { exampleAccountId } from '../openapi/examples.ts';
import { AccountRefInText } from '../openapi/values.ts';
import { explained, type Outcome } from './errors.ts';

/** A body in JSON, for a description. */
export const inJson = (
  schema: z.ZodType,
  examples: Readonly<Record<string, unknown>>,
): ByMediaType => ({ 'application/json': { schema, examples } });

/** The part of a path that names an account. */
export const accountPath = z.object({
  account: AccountRefInText.meta({
    description: 'The UUID of an account, or its number.',
    examples: [exampleAccountId],
  }),
});

/** A page of a list. */
export const pageOf = (item: z.ZodType) =>
  z.object({
    data: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .describe('Where the list goes on; null where nothing stands for that.'),
    hasMore: z.boolean().describe('Whether there is more by now.'),
  });

/** The headers of a page. */
export const pageHeaders = z.object({
  Link: z
    .string()
    .exactOptional()
    .describe('`<?...>; rel="next"` (RFC 8288), relative to this page, where there is more.'),
});

/** Outcomes that only some operations have, as answers of these. */
export const alsoAnswers = (
  kinds: readonly Outcome['kind'][],
): Readonly<Record<number, Answered>> =>
  Object.fromEntries(
    kinds.map((kind) => {
      const { status, detail, content } = explained(kind);
      return [status, { description: `\`${kind}\`: ${detail}`, content }];
    }),
  );

/** Of what takes no body, or an empty object: whatever else is sent may be refused for its form. */
export const withoutBody = alsoAnswers(['BodyTooLarge', 'UnsupportedMediaType']);

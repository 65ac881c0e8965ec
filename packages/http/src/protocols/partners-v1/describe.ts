import { z } from 'zod';
import type { UnprovenBy } from '../../openapi/kinds.ts';
import { AccountRefInText, Instant } from '../../openapi/values.ts';
import { sampleNumber } from './samples.ts';

// What the operations of this protocol have in common.

export type Unproven = UnprovenBy['password'];

/** Every answer to a caller who is known has these. */
export const allowance = {
  'X-RateLimit-Limit': z
    .int()
    .min(1)
    .describe('Requests in a minute; nothing is refused for this count.'),
  'X-RateLimit-Remaining': z.int().min(0),
  'X-RateLimit-Reset': Instant,
};

export const path = z.object({
  id: AccountRefInText.meta({
    description: 'The partner, by number or UUID.',
    param: { example: String(sampleNumber) },
  }),
});

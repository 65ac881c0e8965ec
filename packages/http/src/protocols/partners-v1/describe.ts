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
    .describe(
      'How much may be asked until `X-RateLimit-Reset`: of the limits that the installation has, the ' +
        'one that leaves least. Without any it is 2147483647, counted by minutes, and nothing is refused.',
    ),
  'X-RateLimit-Remaining': z
    .int()
    .min(0)
    .describe('How much of that is left; a request too many is 429.'),
  'X-RateLimit-Reset': Instant.describe('When it begins anew, in UTC.'),
};

export const path = z.object({
  id: AccountRefInText.meta({
    description: 'The partner, by number or UUID.',
    param: { example: String(sampleNumber) },
  }),
});

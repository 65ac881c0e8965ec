import { AccountAddress, type Application } from '@tenantry/domain';
import { z } from 'zod';
import { idempotencyKeyHeader } from '../../openapi/headers.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../../openapi/kinds.ts';
import { idempotencyHeader } from '../../request/idempotency-key.ts';

// What the operations of this protocol have in common.

export const path = z.object({
  address: AccountAddress.meta({
    description: 'The address of the account: its own short name in URLs.',
    param: { example: 'k7m2p9x4' },
  }),
});

export const headers = z.object({ [idempotencyHeader]: idempotencyKeyHeader });

/** Which page of a list. */
export const part = z.object({
  page: z.int().min(1).default(1),
  pageSize: z
    .int()
    .min(1)
    .default(50)
    .describe('How many to a page; of more than 200 there are 200.'),
});

type CannotList = Exclude<
  KindsOf<Application['registers']['list'] | Application['apps']['list']>,
  'NotPermitted'
>;

export const cannotList = everyKind<UnprovenBy['token'] | CannotList>()([
  'Invalid',
  'NotAuthenticated',
  'AccountNotFound',
  'Unavailable',
]);

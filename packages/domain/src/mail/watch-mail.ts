import { z } from 'zod';
import type { Context } from '../access/caller.ts';
import type { Invalid, Later, MessageNotFound, NotPermitted } from '../errors.ts';
import { permitWhole } from '../installation/permit-whole.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Paged, paged, pageOf } from '../tree/page.ts';
import type { Page } from '../tree/view.ts';
import type { DeliveryState, StoredDelivery } from './delivery.ts';

const MessageId = z.guid().toLowerCase();

export interface ListMailInput extends Paged<string> {
  readonly state?: DeliveryState;
}

/**
 * The messages of the outbox, oldest first, or those of one state. For operators of the whole
 * installation alone.
 */
export const listMail =
  ({ persistence }: Ports) =>
  (
    { state, ...page }: ListMailInput,
    context: Context,
  ): Promise<Result<Page<StoredDelivery, string>, NotPermitted | Invalid>> =>
    paged(page, MessageId, async (request, limit) => {
      const permitted = permitWhole(context.caller);
      if (!permitted.ok) return permitted;
      const wanted = { ...request, ...(state === undefined ? {} : { state }) };
      return persistence.read(async ({ deliveries }) =>
        ok(pageOf(await deliveries.listDeliveries(wanted), limit, ({ id }) => id)),
      );
    });

export interface RetryMailInput {
  /** Its id. */
  readonly message: string;
}

export type CannotRetryMail = NotPermitted | MessageNotFound | Later<'Unavailable'>;

/**
 * Makes a message due at once, as if it had never been tried. `MessageNotFound` for one that was sent,
 * or is owed no more, or is being sent at this moment. For operators alone.
 */
export const retryMail =
  ({ persistence, clock }: Ports) =>
  async (
    { message }: RetryMailInput,
    context: Context,
  ): Promise<Result<StoredDelivery, CannotRetryMail>> => {
    const permitted = permitWhole(context.caller);
    if (!permitted.ok) return permitted;
    return persistence.transact<StoredDelivery, MessageNotFound>(async ({ deliveries }) => {
      const id = MessageId.safeParse(message).data;
      const isDue = id !== undefined && (await deliveries.retry(id, clock.now()));
      const found = isDue ? await deliveries.findDelivery(id) : undefined;
      return found === undefined ? err({ kind: 'MessageNotFound' }) : ok(found);
    });
  };

import { type Context, permit, reachOf } from '../access/caller.ts';
import { type Invalid, invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { AccountRef } from '../values/ids.ts';
import { issue } from '../values/issues.ts';
import type { StoredEvent } from './event.ts';
import type { AccountNamed, CannotFind } from './in-reach.ts';
import type { Paged } from './page.ts';
import { sliceOf } from './slice.ts';
import type { Page } from './view.ts';

/**
 * The history of what the caller reaches, oldest first; or of one account in it and all beneath. What
 * is served is complete: an event is never added before one that was served. `next` stands for what
 * follows, and is there as long as there was anything: asked for later, it has what happened since.
 * Needs `read`.
 */
export const listEvents =
  ({ persistence }: Ports) =>
  async (
    { account, after, limit }: AccountNamed & Paged<number>,
    { caller }: Context,
  ): Promise<Result<Page<StoredEvent, number>, CannotFind | Invalid>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    const slice = sliceOf({ limit });
    if (!slice.ok) return slice;
    if (after !== undefined && !Number.isSafeInteger(after))
      return err(invalid([issue(['after'], 'format', 'must be a whole number')]));
    const ref = account === undefined ? undefined : AccountRef.safeParse(account);
    if (ref?.success === false) return err({ kind: 'AccountNotFound' });
    return persistence.read<Result<Page<StoredEvent, number>, CannotFind>>(
      async ({ accounts, records }) => {
        const found = ref && (await accounts.find(reachOf(caller), ref.data));
        if (ref !== undefined && found === undefined) return err({ kind: 'AccountNotFound' });
        const reach = found === undefined ? reachOf(caller) : { below: found.id };
        const page = { ...(after === undefined ? {} : { after }), limit: slice.value.limit };
        const items = await records.events(reach, page);
        const next = items.at(-1)?.position;
        return ok({ items, ...(next === undefined ? {} : { next }) });
      },
    );
  };

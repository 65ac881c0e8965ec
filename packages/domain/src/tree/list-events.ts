import type { Context } from '../access/caller.ts';
import { type Invalid, invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { issue } from '../values/issues.ts';
import type { StoredEvent } from './event.ts';
import { type AccountNamed, type CannotFind, partOfReach } from './in-reach.ts';
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
  (ports: Ports) =>
  async (
    { after, limit, ...input }: AccountNamed & Paged<number>,
    context: Context,
  ): Promise<Result<Page<StoredEvent, number>, CannotFind | Invalid>> => {
    const slice = sliceOf({ limit });
    const issues = [
      ...(slice.ok ? [] : slice.error.issues),
      ...(after === undefined || Number.isSafeInteger(after)
        ? []
        : [issue(['after'], 'format', 'must be a whole number')]),
    ];
    if (!slice.ok || issues.length > 0) return err(invalid(issues));
    return partOfReach(ports, input, context, async ({ records }, reach) => {
      const page = { ...(after === undefined ? {} : { after }), limit: slice.value.limit };
      const items = await records.events(reach, page);
      const next = items.at(-1)?.position;
      return ok({ items, ...(next === undefined ? {} : { next }) });
    });
  };

import type { Invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { type AccountNamed, type CannotFind, inReach } from '../tree/in-reach.ts';
import { type Paged, paged, pageOf } from '../tree/page.ts';
import type { Page } from '../tree/view.ts';
import { ApiKeyId } from '../values/ids.ts';
import type { Context } from './caller.ts';
import { type KeyView, keyView } from './key-view.ts';

/** The API keys of one account, by id, those that are over too. Needs `read`. */
export const listKeys =
  (ports: Ports) =>
  (
    input: AccountNamed & Paged<string>,
    context: Context,
  ): Promise<Result<Page<KeyView, ApiKeyId>, CannotFind | Invalid>> =>
    paged(input, ApiKeyId, (request, limit) =>
      inReach(ports, input, context, async ({ access }, account) => {
        const found = await access.keys(account.id, request);
        const now = ports.clock.now();
        const items = found.map((key) => keyView(key, now));
        return ok(pageOf(items, limit, ({ id }) => id));
      }),
    );

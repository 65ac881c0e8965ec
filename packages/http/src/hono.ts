import type { Http } from './index.ts';
import { fromOf } from './mount/from.ts';
import { type HonoContext, honoAddress, unreadOf } from './mount/hono-request.ts';

/**
 * A handler for Hono: `app.all('/accounts/*', route(http))`, where `/accounts` is the path of the
 * public URL. What is mounted at the root, `app.use(route(http))`, hands on what is not ours.
 *
 * `addressOf` tells the client's address, where it is another than the one that `@hono/node-server`
 * knows: `(context) => getConnInfo(context).remote.address` elsewhere.
 */
export const route =
  <Context extends HonoContext>(
    http: Pick<Http, 'fetch' | 'claims'>,
    addressOf: (context: Context) => string | undefined = honoAddress,
  ) =>
  async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const { raw } = context.req;
    if (http.claims(raw))
      return http.fetch(await unreadOf(context.req), fromOf(addressOf(context)));
    await next();
    return undefined;
  };

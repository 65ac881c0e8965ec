import { type Context, reachOf } from '../access/caller.ts';
import type { Invalid } from '../errors.ts';
import type { Ports, Sliced } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { type AccountNamed, type CannotFind, inReach } from '../tree/in-reach.ts';
import { type Sliceable, sliceOf } from '../tree/slice.ts';
import type { App } from './app.ts';

/** The apps of an account within the caller's reach, oldest first. Needs `read`. */
export const listApps =
  (ports: Ports) =>
  async (
    { skip, limit, ...named }: AccountNamed & Sliceable,
    context: Context,
  ): Promise<Result<Sliced<App>, CannotFind | Invalid>> => {
    const slice = sliceOf({ skip, limit });
    if (!slice.ok) return slice;
    return inReach(ports, named, context, async ({ accounts }, { id }) =>
      ok(await accounts.apps(reachOf(context.caller), id, slice.value)),
    );
  };

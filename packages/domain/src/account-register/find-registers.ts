import { type Context, permit, reachOf } from '../access/caller.ts';
import type { Invalid } from '../errors.ts';
import type { Ports, Sliced } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type AccountNamed, type CannotFind, inReach } from '../tree/in-reach.ts';
import { type Sliceable, sliceOf } from '../tree/slice.ts';
import { AccountRef } from '../values/ids.ts';
import type { AccountRegister } from './account-register.ts';

/** A registered account within the caller's reach, by id or number. Needs `read`. */
export const findRegister =
  ({ persistence }: Ports) =>
  async (
    input: { readonly account: string | number },
    { caller }: Context,
  ): Promise<Result<AccountRegister, CannotFind>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    const ref = AccountRef.safeParse(input.account);
    const found = ref.success
      ? await persistence.read(({ accounts }) => accounts.findRegister(reachOf(caller), ref.data))
      : undefined;
    return found === undefined ? err({ kind: 'AccountNotFound' }) : ok(found);
  };

/** The registered accounts directly beneath one, by number. Needs `read`. */
export const listRegisters =
  (ports: Ports) =>
  async (
    { skip, limit, ...named }: AccountNamed & Sliceable,
    context: Context,
  ): Promise<Result<Sliced<AccountRegister>, CannotFind | Invalid>> => {
    const slice = sliceOf({ skip, limit });
    if (!slice.ok) return slice;
    return inReach(ports, named, context, async ({ accounts }, { id }) =>
      ok(await accounts.registers(reachOf(context.caller), id, slice.value)),
    );
  };

import { type Context, permit, reachOf } from '../access/caller.ts';
import type { AccountNotFound, NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { AccountRef } from '../values/ids.ts';
import type { Customer } from './customer.ts';

/** A customer within the caller's reach, by id or number. Needs `read`. */
export const findCustomer =
  ({ persistence }: Ports) =>
  async (
    input: { readonly customer: string | number },
    { caller }: Context,
  ): Promise<Result<Customer, NotPermitted | AccountNotFound>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    const ref = AccountRef.safeParse(input.customer);
    const found = ref.success
      ? await persistence.read(({ accounts }) => accounts.findCustomer(reachOf(caller), ref.data))
      : undefined;
    return found === undefined ? err({ kind: 'AccountNotFound' }) : ok(found);
  };

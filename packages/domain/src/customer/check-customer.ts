import { type Context, permit } from '../access/caller.ts';
import type { Invalid, NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { type CreateCustomerInput, parseCreateCustomer } from './command.ts';

/**
 * Lists what `customers.create` would find wrong with a command, and does nothing: for callers that
 * know of faults besides and want to tell all of them at once. Needs `provision`.
 */
export const checkCustomer =
  (ports: Ports) =>
  async (
    input: CreateCustomerInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseCreateCustomer(input, await readPolicy(ports), caller.power);
    return parsed.ok ? ok(undefined) : parsed;
  };

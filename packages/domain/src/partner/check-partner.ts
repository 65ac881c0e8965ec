import { type Context, permit } from '../access/caller.ts';
import type { Invalid, NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readPolicy } from '../tree/read-policy.ts';
import {
  type CreatePartnerInput,
  parseCreatePartner,
  parseUpdatePartner,
  type UpdatePartnerInput,
} from './command.ts';

/**
 * Lists what `partners.create` would find wrong with a command, and does nothing: for callers that
 * know of faults besides and want to tell all of them at once. Needs `provision`.
 */
export const checkPartner =
  (ports: Ports) =>
  async (
    input: CreatePartnerInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseCreatePartner(input, await readPolicy(ports), caller.power);
    return parsed.ok ? ok(undefined) : parsed;
  };

/** The same for `partners.update`: what is wrong with the command, whatever it is to correct. */
export const checkPartnerUpdate =
  (ports: Ports) =>
  async (
    input: UpdatePartnerInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseUpdatePartner(input, await readPolicy(ports), caller.power);
    return parsed.ok ? ok(undefined) : parsed;
  };

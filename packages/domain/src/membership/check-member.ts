import { type Context, permit } from '../access/caller.ts';
import type { Invalid, NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { readPolicy } from '../tree/read-policy.ts';
import {
  type CorrectMemberInput,
  type InviteMemberInput,
  parseCorrectMember,
  parseInviteMember,
} from './command.ts';

/**
 * Lists what `members.invite` would find wrong with a command, and does nothing: for callers that know
 * of faults besides and want to tell all of them at once. Needs `manage`.
 */
export const checkInvitation =
  (ports: Ports) =>
  async (
    input: InviteMemberInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parseInviteMember(input, await readPolicy(ports), caller.power);
    return parsed.ok ? ok(undefined) : parsed;
  };

/** The same for `members.correct`: what is wrong with the command, whomever it is to correct. */
export const checkMemberCorrection =
  (ports: Ports) =>
  async (
    input: CorrectMemberInput,
    { caller }: Context,
  ): Promise<Result<void, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parseCorrectMember(input, await readPolicy(ports), caller.power);
    return parsed.ok ? ok(undefined) : parsed;
  };

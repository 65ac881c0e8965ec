import type { RetryableContext } from '../access/caller.ts';
import { type Membership, userIdOf } from '../access/membership.ts';
import { leavesManager } from '../access/who-manages.ts';
import type { LastManager, WrongStatus } from '../errors.ts';
import type { AccessReads, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Around, type CannotChangeMember, changeMember } from './change-member.ts';
import type { MemberNamed } from './command.ts';
import type { MemberView } from './member-view.ts';
import { saveMember } from './save-member.ts';

export type CannotRevokeMember = CannotChangeMember | LastManager;
export type CannotDisableMember = CannotChangeMember | LastManager | WrongStatus;
export type CannotEnableMember = CannotChangeMember | WrongStatus;

/**
 * Ends a membership, an invitation with its link too: the person gets in no more, from the next request
 * on and in every process. The user name is free again, and the mailbox may be invited anew; a person
 * who has no membership left is forgotten. One that is revoked already stays as it is. Needs `manage`;
 * `LastManager` where nobody of the caller's own account could manage it any more. An `idempotencyKey`
 * works as at `customers.create`.
 */
export const revokeMember =
  (ports: Ports) =>
  (
    { member }: MemberNamed,
    context: RetryableContext,
  ): Promise<Result<MemberView, CannotRevokeMember>> =>
    changeMember<LastManager>(ports, member, context, {
      name: 'members.revoke',
      event: 'MemberRevoked',
      become: async ({ access }, before, around) => {
        if (before.status === 'revoked') return ok(before);
        const after = revoked(before);
        const left = await leaves(access, before, after, around);
        return left.ok ? saveMember(access, before, after) : left;
      },
      besides: async ({ access }, before) => {
        const userId = userIdOf(before);
        if (userId !== undefined) await access.forgetUser(userId);
      },
    });

/**
 * Puts a person out until the membership is enabled again, which needs another sign-in then; user name
 * and mailbox stay. `WrongStatus` for a membership that is not active (an invitation is revoked). One
 * that is disabled already stays as it is. Needs `manage`; `LastManager` as at `members.revoke`.
 */
export const disableMember =
  (ports: Ports) =>
  (
    { member }: MemberNamed,
    context: RetryableContext,
  ): Promise<Result<MemberView, CannotDisableMember>> =>
    changeMember<LastManager | WrongStatus>(ports, member, context, {
      name: 'members.disable',
      event: 'MemberDisabled',
      become: async ({ access }, before, around) => {
        const { status } = before;
        if (status === 'disabled') return ok(before);
        if (status !== 'active') return err({ kind: 'WrongStatus', status });
        const generation = before.generation + 1;
        const after = { ...before, status: 'disabled' as const, generation };
        const left = await leaves(access, before, after, around);
        return left.ok ? saveMember(access, before, after) : left;
      },
    });

/**
 * Lets a person in again whose membership was disabled; where nobody had accepted it yet, it is
 * `invited` again, without a link. One that is active stays as it is; `WrongStatus` for others. Needs
 * `manage`.
 */
export const enableMember =
  (ports: Ports) =>
  (
    { member }: MemberNamed,
    context: RetryableContext,
  ): Promise<Result<MemberView, CannotEnableMember>> =>
    changeMember<WrongStatus>(ports, member, context, {
      name: 'members.enable',
      event: 'MemberEnabled',
      become: async ({ access }, before) => {
        if (before.status === 'active') return ok(before);
        if (before.status !== 'disabled') {
          return err({ kind: 'WrongStatus', status: before.status });
        }
        const { userId, ...place } = before;
        return saveMember(
          access,
          before,
          userId === undefined
            ? { ...place, status: 'invited' }
            : { ...place, status: 'active', userId },
        );
      },
    });

/** In the next generation, so that no link of this one is good again. */
const revoked = ({ id, number, accountId, name, email, roles, generation }: Membership) => ({
  id,
  number,
  accountId,
  name,
  email,
  roles,
  generation: generation + 1,
  status: 'revoked' as const,
});

const leaves = (
  access: AccessReads,
  before: Membership,
  after: Membership,
  { caller, policy }: Around,
): Promise<Result<void, LastManager>> =>
  leavesManager(access, caller, before, after, policy, ['member']);

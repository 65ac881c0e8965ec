import type { RetryableContext } from '../access/caller.ts';
import { permit, reachOf } from '../access/caller.ts';
import { invitedBy } from '../access/first-access.ts';
import { nextLink } from '../access/link-token.ts';
import { isMailboxOfAnother } from '../access/mailbox-of-another.ts';
import { type Membership, userIdOf } from '../access/membership.ts';
import { leavesManager } from '../access/who-manages.ts';
import {
  type Invalid,
  invalid,
  type LastManager,
  type Later,
  type Taken,
  type WrongStatus,
} from '../errors.ts';
import { countInvitation } from '../mail/count-mail.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { inheritedRole } from '../tree/account.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { issue } from '../values/issues.ts';
import { type Around, type CannotChangeMember, changeMember } from './change-member.ts';
import { type CorrectMember, type CorrectMemberInput, parseCorrectMember } from './command.ts';
import type { MemberView } from './member-view.ts';
import { placeOf } from './save-member.ts';

export type CannotCorrectMember =
  | CannotChangeMember
  | WrongStatus
  | LastManager
  | Taken<'EmailTaken' | 'UserNameTaken'>
  | Later<'TooManyTries'>;

/**
 * Corrects a membership within the caller's reach; what is left out stays. Needs `manage`.
 *
 * Where the mailbox of an invitation is corrected, another link is mailed to the new one, and the link
 * before is worthless. The mailbox of a person who has accepted is that person's own, and a partner's
 * contact gets its name by `partners.update`: both `Invalid`. `EmailTaken` and `UserNameTaken` as at
 * `members.invite`; `WrongStatus` for a membership that is revoked; `LastManager` where nobody of the
 * caller's own account could manage it any more; `TooManyTries` where the new mailbox was mailed too
 * often within policy's window.
 */
export const correctMember =
  (ports: Ports) =>
  async (
    input: CorrectMemberInput,
    context: RetryableContext,
  ): Promise<Result<MemberView, CannotCorrectMember>> => {
    const { caller } = context;
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parseCorrectMember(input, await readPolicy(ports), caller.power);
    if (!parsed.ok) return parsed;
    const command = parsed.value;
    return changeMember<Exclude<CannotCorrectMember, CannotChangeMember> | Invalid>(
      ports,
      input.member,
      context,
      {
        name: 'members.correct',
        event: 'MemberChanged',
        command,
        become: (unit, before, around) => correct(ports, unit, before, command, around),
      },
    );
  };

async function correct(
  { secrets }: Ports,
  unit: Unit,
  before: Membership,
  command: CorrectMember,
  { caller, lineage, policy, now }: Around,
): Promise<Result<Membership, Exclude<CannotCorrectMember, CannotChangeMember> | Invalid>> {
  const { access } = unit;
  if (before.status === 'revoked') return err({ kind: 'WrongStatus', status: before.status });
  const { name = before.name, email = before.email, roles = before.roles } = command;
  const userName = command.userName === undefined ? before.userName : command.userName;
  const isMoved = email.canonical !== before.email.canonical;
  const issues = [
    ...(isMoved && userIdOf(before) !== undefined
      ? [issue(['email'], 'mismatch', 'is the own mailbox of somebody who has joined')]
      : []),
    ...(name !== before.name && (await isContact(unit, before, caller))
      ? [issue(['name'], 'mismatch', 'is corrected with the partner whose contact this is')]
      : []),
  ];
  if (issues.length > 0) return err(invalid(issues));
  if (userName !== before.userName && userName !== null && userName !== undefined)
    if (await isMailboxOfAnother(access, { userName, email }))
      return err({ kind: 'UserNameTaken', path: ['userName'] });
  const { userName: _, ...place } = before;
  const corrected: Membership = {
    ...place,
    ...(userName === null || userName === undefined ? {} : { userName }),
    name,
    email,
    roles: roles.length > 0 ? roles : [inheritedRole(lineage, policy.defaultRole)],
  };
  const left = await leavesManager(access, caller, before, corrected, policy, ['roles']);
  if (!left.ok) return left;
  const isLinkMoved = isMoved && before.status === 'invited' && before.invitation !== undefined;
  if (isLinkMoved) {
    const counted = await countInvitation(access, secrets, corrected, policy, now);
    if (!counted.ok) return counted;
  }
  const after = isLinkMoved
    ? { ...corrected, ...invitedBy(nextLink(secrets, before, email), policy, now) }
    : corrected;
  const saved = await access.saveMembership(after, before);
  if (!saved.ok) {
    const { taken } = saved.error;
    return err({ kind: taken, path: placeOf(taken) });
  }
  if (saved.value === 'stale') throw new Error('a membership of a held account was changed');
  return ok(after);
}

async function isContact(
  { accounts }: Unit,
  { id, accountId }: Membership,
  caller: Around['caller'],
): Promise<boolean> {
  const partner = await accounts.findPartner(reachOf(caller), accountId);
  return partner?.contactMember.id === id;
}

import {
  type Caller,
  type Failure,
  type Lineage,
  lastOf,
  type MemberNamed,
  type Membership,
  type MemberView,
  type NewEvent,
  ok,
  type RetryableContext,
  userIdOf,
} from '@tenantry/domain';
import { attempted } from './attempted.ts';
import { asking, type Expected, refused } from './expected.ts';
import { shownMember } from './member-shown.ts';
import type { Model, Node } from './model.ts';
import { oweInvitation } from './owed.ts';
import { forget, losesManager, memberIn, putMember, revoked } from './people.ts';
import { relinked } from './relinked.ts';
import { nodeIn, statusOf } from './tree.ts';
import { countTry, invitationSubject, tooMany } from './tries.ts';

/** What a membership becomes, or why it does not; the same where there is nothing to do. */
type Become = (
  model: Model,
  member: Membership,
  around: { readonly caller: Caller; readonly lineage: Lineage },
) => Membership | Failure;

/** What a change of a membership has to answer. */
export const changingMember = (
  model: Model,
  use: string,
  happened: NewEvent['kind'],
  { member: named, ...asked }: MemberNamed,
  context: RetryableContext,
  become: Become,
  besides: (before: Membership, changed: Membership) => void = () => undefined,
): Expected<MemberView> =>
  asking(context, 'manage', ok(named), () => {
    const { caller } = context;
    const absent = { kind: 'MemberNotFound' } as const;
    const before = memberIn(model, caller, named);
    const node = nodeIn(model, caller, before?.accountId);
    if (before === undefined || node === undefined) return refused(absent);
    return attempted(model, context, {
      use,
      asked: { ...asked, member: before.id },
      target: before.accountId,
      hold: () => node,
      decide: (lineage) => {
        if (statusOf(model, lastOf(lineage)) === 'closed') return { kind: 'AccountClosed' };
        const changed = become(model, before, { caller, lineage });
        if ('kind' in changed) return changed;
        const isSame = changed === before;
        const isInvited = changed.generation > before.generation && changed.status === 'invited';
        return {
          happened: isSame ? undefined : happened,
          subject: () => before.id,
          value: () => ({
            ...shownMember(model, changed),
            ...(isInvited ? { mail: { state: 'due', attempts: 0 } } : {}),
          }),
          keep: () => {
            if (isSame) return;
            putMember(model, changed);
            moveVersion(node, model.now);
            besides(before, changed);
            if (isInvited) oweInvitation(model, changed);
          },
        };
      },
      kept: (answer) => ({ answer }),
    });
  });

/** Partners and registered accounts are shown with a member. */
const moveVersion = (node: Node, now: Date): void => {
  const { kind, version } = node.account;
  if (kind === 'partner' || kind === 'registered')
    node.account = { ...node.account, version: version + 1, updatedAt: now };
};

type Changing = (
  model: Model,
  command: MemberNamed,
  context: RetryableContext,
) => Expected<MemberView>;

/** What `members.resend` has to answer. */
export const resending: Changing = (model, command, context) =>
  changingMember(
    model,
    'members.resend',
    'MemberInvitedAgain',
    command,
    context,
    (_, member) => {
      const { status } = member;
      if (status !== 'invited') return { kind: 'WrongStatus', status };
      const refusal = tooMany(model, invitationSubject(member), model.policy.mailing);
      return refusal ?? relinked(model, member);
    },
    (before) => countTry(model, invitationSubject(before), model.policy.mailing),
  );

/** What `members.revoke` has to answer. */
export const revoking: Changing = (model, command, context) =>
  changingMember(
    model,
    'members.revoke',
    'MemberRevoked',
    command,
    context,
    (_, member, { caller }) =>
      member.status === 'revoked' ? member : unlessLast(model, caller, member, revoked(member)),
    (before) => forget(model, userIdOf(before)),
  );

/** What `members.disable` has to answer. */
export const disabling: Changing = (model, command, context) =>
  changingMember(
    model,
    'members.disable',
    'MemberDisabled',
    command,
    context,
    (_, member, { caller }) => {
      const { status } = member;
      if (status === 'disabled') return member;
      if (status !== 'active') return { kind: 'WrongStatus', status };
      const generation = member.generation + 1;
      return unlessLast(model, caller, member, { ...member, status: 'disabled', generation });
    },
  );

/** What `members.enable` has to answer. */
export const enabling: Changing = (model, command, context) =>
  changingMember(model, 'members.enable', 'MemberEnabled', command, context, (_, member) => {
    if (member.status === 'active') return member;
    const { status } = member;
    if (member.status !== 'disabled') return { kind: 'WrongStatus', status };
    const { userId, ...place } = member;
    return userId === undefined
      ? { ...place, status: 'invited' }
      : { ...place, status: 'active', userId };
  });

const unlessLast = (
  model: Model,
  caller: Caller,
  before: Membership,
  changed: Membership,
): Membership | Failure =>
  losesManager(model, caller, before, changed)
    ? { kind: 'LastManager', path: ['member'] }
    : changed;

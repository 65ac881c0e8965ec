import {
  type CorrectMemberInput,
  type Failure,
  inheritedRole,
  invalid,
  issue,
  type Membership,
  type MemberView,
  parseCorrectMember,
  type RetryableContext,
  userIdOf,
} from '@tenantry/domain';
import { asking, type Expected } from './expected.ts';
import { changingMember } from './member-changes.ts';
import type { Model } from './model.ts';
import { losesManager, mailboxIn } from './people.ts';
import { relinked } from './relinked.ts';
import { isMailboxOfAnother, isUserNameTaken } from './taken.ts';
import { countTry, invitationSubject, tooMany } from './tries.ts';

/** What `members.correct` has to answer. */
export const correctingMember = (
  model: Model,
  input: CorrectMemberInput,
  context: RetryableContext,
): Expected<MemberView> => {
  const { policy } = model;
  const parsed = parseCorrectMember(input, policy, context.caller.power);
  return asking(context, 'manage', parsed, (command) =>
    changingMember(
      model,
      'members.correct',
      'MemberChanged',
      { ...command, member: input.member },
      context,
      (_, before, { caller, lineage }) => {
        const { status } = before;
        if (status === 'revoked') return { kind: 'WrongStatus', status };
        const { name = before.name, email = before.email, roles = before.roles } = command;
        const { userName: known, ...place } = before;
        const userName = command.userName === undefined ? known : (command.userName ?? undefined);
        const changed: Membership = {
          ...place,
          ...(userName === undefined ? {} : { userName }),
          name,
          email,
          roles: roles.length > 0 ? roles : [inheritedRole(lineage, policy.defaultRole)],
        };
        const linked = isLinkMoved(before, changed) ? relinked(model, changed) : changed;
        return (
          faultsOf(model, before, changed) ??
          (userName !== known &&
          userName !== undefined &&
          isMailboxOfAnother(model, userName, email)
            ? userNameTaken
            : undefined) ??
          (losesManager(model, caller, before, changed)
            ? ({ kind: 'LastManager', path: ['roles'] } as const)
            : undefined) ??
          (isLinkMoved(before, changed)
            ? tooMany(model, invitationSubject(changed), policy.mailing)
            : undefined) ??
          takenByOthers(model, changed) ??
          linked
        );
      },
      (before, changed) => {
        if (isLinkMoved(before, changed))
          countTry(model, invitationSubject(changed), policy.mailing);
      },
    ),
  );
};

const userNameTaken = { kind: 'UserNameTaken', path: ['userName'] } as const;

type Invited = Extract<Membership, { status: 'invited' }>;

/** Whether a link that stands was sent to another mailbox than the one that it is to be sent to. */
const isLinkMoved = (before: Membership, changed: Membership): changed is Invited =>
  before.status === 'invited' &&
  before.invitation !== undefined &&
  before.email.canonical !== changed.email.canonical;

function faultsOf(model: Model, before: Membership, changed: Membership): Failure | undefined {
  const isMoved = before.email.canonical !== changed.email.canonical;
  const isContact = model.nodes.some(
    ({ partner, memberId }) => partner !== undefined && memberId === before.id,
  );
  const issues = [
    ...(isMoved && userIdOf(before) !== undefined
      ? [issue(['email'], 'mismatch', 'is the own mailbox of somebody who has joined')]
      : []),
    ...(isContact && before.name !== changed.name
      ? [issue(['name'], 'mismatch', 'is corrected with the partner whose contact this is')]
      : []),
  ];
  return issues.length === 0 ? undefined : invalid(issues);
}

function takenByOthers(
  model: Model,
  { id, accountId, email, userName }: Membership,
): Failure | undefined {
  const holder = mailboxIn(
    { ...model, members: model.members.filter((m) => m.id !== id) },
    accountId,
    email,
  );
  if (holder !== undefined) return { kind: 'EmailTaken', path: ['email'] };
  return userName !== undefined && isUserNameTaken(model, userName, id) ? userNameTaken : undefined;
}

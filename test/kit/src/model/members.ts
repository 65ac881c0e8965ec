import {
  type AccountNamed,
  type Context,
  type Failure,
  type InviteMemberInput,
  inheritedRole,
  type Lineage,
  lastOf,
  type MemberNamed,
  type Membership,
  type MemberView,
  ok,
  type Paged,
  parseInviteMember,
  type RetryableContext,
} from '@tenantry/domain';
import { inAccount } from './belongings.ts';
import { asking, type Expected, refused } from './expected.ts';
import { shownMember } from './member-shown.ts';
import type { Model } from './model.ts';
import { numberedMember } from './numbered.ts';
import { oweInvitation } from './owed.ts';
import { mailboxIn, memberIn, membersOf, putMember } from './people.ts';
import { within } from './reads.ts';
import { relinked } from './relinked.ts';
import { isMailboxOfAnother, isUserNameTaken } from './taken.ts';
import { statusOf } from './tree.ts';
import { countTry, invitationSubject, tooMany } from './tries.ts';

/** What `members.find` has to answer. */
export const findingMember = (
  model: Model,
  { member: named }: MemberNamed,
  context: Context,
): Expected<MemberView> =>
  asking(context, 'read', ok(named), () => {
    const member = memberIn(model, context.caller, named);
    return member === undefined
      ? refused({ kind: 'MemberNotFound' })
      : { value: () => shownMember(model, member) };
  });

/** What `members.list` has to answer: in the order in which they came to be. */
export const listingMembers = (
  model: Model,
  command: AccountNamed & Paged<number>,
  context: Context,
): Expected<unknown> =>
  within(model, command, context, ({ account }, { limit }) => {
    const all = membersOf(model, account.id);
    const items = all.slice(0, limit).map((member) => shownMember(model, member));
    return items.length < all.length ? { items, next: items.at(-1)?.number } : { items };
  });

/** What `members.invite` has to answer. */
export const inviting = (
  model: Model,
  input: InviteMemberInput,
  context: RetryableContext,
): Expected<MemberView> => {
  const { policy } = model;
  const parsed = parseInviteMember(input, policy, context.caller.power);
  return asking(context, 'manage', parsed, ({ account: named, ...invitee }) =>
    inAccount(model, context, named ?? context.caller.accountId, {
      use: 'members.invite',
      asked: invitee,
      decide: (lineage) => {
        const accountId = lastOf(lineage).id;
        const before = mailboxIn(model, accountId, invitee.email);
        const roles =
          invitee.roles.length > 0 ? invitee.roles : [inheritedRole(lineage, policy.defaultRole)];
        const placed = (answered: MemberView): Membership => {
          const opened = {
            ...invitee,
            roles,
            accountId,
            id: before?.id ?? answered.id,
            generation: before?.generation ?? 0,
            status: 'invited' as const,
          };
          const { number } = before ?? numberedMember(model, opened, answered);
          return relinked(model, { ...opened, number });
        };
        return (
          cannotInvite(model, lineage, invitee, before) ?? {
            happened: 'MemberInvited',
            subject: ({ id }) => id,
            value: (answered) => ({
              ...shownMember(model, placed(answered)),
              mail: { state: 'due', attempts: 0 },
            }),
            keep: (answered) => {
              if (before !== undefined) countTry(model, invitationSubject(before), policy.mailing);
              const member = placed(answered);
              putMember(model, member);
              oweInvitation(model, member);
            },
          }
        );
      },
      kept: (answer) => ({ answer }),
    }),
  );
};

type Invitee = Pick<Membership, 'email' | 'userName'>;

/** In the order in which an application asks. */
function cannotInvite(
  model: Model,
  lineage: Lineage,
  { email, userName }: Invitee,
  before: Membership | undefined,
): Failure | undefined {
  if (statusOf(model, lastOf(lineage)) === 'closed') return { kind: 'AccountClosed' };
  const userNameTaken = { kind: 'UserNameTaken', path: ['userName'] } as const;
  if (userName !== undefined && isMailboxOfAnother(model, userName, email)) return userNameTaken;
  if (before !== undefined && !isFree(model, before))
    return { kind: 'EmailTaken', path: ['email'] };
  const tooOften = before && tooMany(model, invitationSubject(before), model.policy.mailing);
  if (tooOften !== undefined) return tooOften;
  return userName !== undefined && isUserNameTaken(model, userName, before?.id)
    ? userNameTaken
    : undefined;
}

/** Whether a mailbox may be invited to an account where it has had a place. */
const isFree = ({ now }: Model, before: Membership): boolean => {
  if (before.status === 'revoked') return true;
  return (
    before.status === 'invited' && before.invitation !== undefined && before.invitation.until <= now
  );
};

import type { RetryableContext } from '../access/caller.ts';
import { invitedBy } from '../access/first-access.ts';
import { nextLink } from '../access/link-token.ts';
import type { Later, WrongStatus } from '../errors.ts';
import { countInvitation } from '../mail/count-mail.ts';
import type { Ports } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { type CannotChangeMember, changeMember } from './change-member.ts';
import type { MemberNamed } from './command.ts';
import type { MemberView } from './member-view.ts';
import { saveMember } from './save-member.ts';

export type CannotResend = CannotChangeMember | WrongStatus | Later<'TooManyTries'>;

/**
 * Mails another link to somebody who is invited, also where the one before has run out, or where there
 * never was one. The link before is worthless from then on. Needs `manage`. `WrongStatus` for a
 * membership that is not `invited`; `TooManyTries` where that mailbox was mailed too often within
 * policy's window. An `idempotencyKey` works as at `customers.create`.
 */
export const resendInvitation =
  (ports: Ports) =>
  ({ member }: MemberNamed, context: RetryableContext): Promise<Result<MemberView, CannotResend>> =>
    changeMember<WrongStatus | Later<'TooManyTries'>>(ports, member, context, {
      name: 'members.resend',
      event: 'MemberInvitedAgain',
      become: async ({ access }, before, { policy, now }) => {
        const { status, email } = before;
        if (status !== 'invited') return err({ kind: 'WrongStatus', status });
        const { secrets } = ports;
        const counted = await countInvitation(access, secrets, before, policy, now);
        if (!counted.ok) return counted;
        const link = invitedBy(nextLink(secrets, before, email), policy, now);
        return saveMember(access, before, { ...before, ...link });
      },
    });

import {
  AccountId,
  asciiAddress,
  deliveryStates,
  MembershipId,
  MembershipNumber,
  type MembershipStatus,
  type MemberView,
  PersonName,
  RoleId,
  UserName,
} from '@tenantry/domain';
import { z } from 'zod';

const statuses = [
  'invited',
  'active',
  'disabled',
  'revoked',
] as const satisfies readonly MembershipStatus[];

const InvitationMail = z
  .object({
    state: z
      .enum(deliveryStates)
      .describe('`sent` is as much as a mail server says; `undeliverable` is for good.'),
    attempts: z.int().min(0).describe('How often sending it has failed.'),
    reason: z.string().exactOptional().describe('Why it failed the last time.'),
  })
  .describe('What became of the mail with the present invitation.');

const Member = z
  .object({
    id: MembershipId,
    number: MembershipNumber,
    accountId: AccountId.describe('The account that it is a place in.'),
    name: PersonName,
    email: z.string().max(254).describe('The mailbox; its domain may be written in A-labels.'),
    userName: UserName.exactOptional(),
    roles: z.array(RoleId).describe('What each gives power to is policy.'),
    status: z
      .enum(statuses)
      .describe('`invited` until the person has accepted; `revoked` is over.'),
    invitedUntil: z.iso
      .datetime()
      .exactOptional()
      .describe('Until when the invitation can be accepted; past, where it has run out.'),
    mail: InvitationMail.exactOptional(),
  })
  .describe("A person's place in an account.");

/** What the parts of a member are called in the document. */
export const memberSchemas = { Member, InvitationMail };

/** A member as the wire has it: field by field, so that nothing is shown by accident. */
export const memberShown = (member: MemberView): z.input<typeof Member> => {
  const { userName, invitedUntil, mail } = member;
  return {
    id: member.id,
    number: member.number,
    accountId: member.accountId,
    name: member.name,
    email: asciiAddress(member.email),
    ...(userName === undefined ? {} : { userName }),
    roles: [...member.roles],
    status: member.status,
    ...(invitedUntil === undefined ? {} : { invitedUntil: invitedUntil.toISOString() }),
    ...(mail === undefined ? {} : { mail: mailShown(mail) }),
  };
};

const mailShown = ({
  state,
  attempts,
  reason,
}: NonNullable<MemberView['mail']>): z.input<typeof InvitationMail> => ({
  state,
  attempts,
  ...(reason === undefined ? {} : { reason }),
});

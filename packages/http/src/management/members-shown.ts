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
import { Instant, Mailbox } from '../openapi/values.ts';

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

/** What is known of a member before there is one. */
const planned = {
  accountId: AccountId.describe('The account that it is a place in.'),
  name: PersonName,
  email: Mailbox,
  userName: UserName.exactOptional(),
  roles: z.array(RoleId).describe('What power each of them gives is policy.'),
  status: z
    .enum(statuses)
    .describe('`invited` until the person has accepted; `revoked` once it is over.'),
  invitedUntil: Instant.exactOptional().describe(
    'Until when the invitation can be accepted; past, where it has run out.',
  ),
};

export const PlannedMember = z
  .object(planned)
  .describe('A member who would be invited, without what only one that there is has.');

export const Member = z
  .object({
    id: MembershipId,
    number: MembershipNumber.describe('Its other name: a positive whole number.'),
    ...planned,
    mail: InvitationMail.exactOptional(),
  })
  .describe("A person's place in an account.");

/** What the parts of a member are called in the document. */
export const memberSchemas = { InvitationMail, Member, PlannedMember };

// Field by field, all of it: what a member may come to have besides is not shown by accident.

/** A member as every operation on one shows it: nothing that a link could be known by. */
export const memberShown = (member: MemberView) => ({
  id: member.id,
  number: member.number,
  ...plannedMemberShown(member),
  ...(member.mail === undefined ? {} : { mail: mailShown(member.mail) }),
});

export const plannedMemberShown = ({ userName, invitedUntil, ...member }: MemberView) => ({
  accountId: member.accountId,
  name: member.name,
  email: asciiAddress(member.email),
  ...(userName === undefined ? {} : { userName }),
  roles: member.roles,
  status: member.status,
  ...(invitedUntil === undefined ? {} : { invitedUntil: invitedUntil.toISOString() }),
});

const mailShown = ({ state, attempts, reason }: NonNullable<MemberView['mail']>) => ({
  state,
  attempts,
  ...(reason === undefined ? {} : { reason }),
});

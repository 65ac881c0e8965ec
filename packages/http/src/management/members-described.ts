import {
  type Application,
  MembershipId,
  MembershipRef,
  PersonName,
  UserName,
} from '@tenantry/domain';
import { z } from 'zod';
import type { Description } from '../description.ts';
import { everyKind, type KindsOf, type UnprovenBy } from '../openapi/kinds.ts';
import { Mailbox, RoleIds } from '../openapi/values.ts';
import { patchTypes } from './account-descriptions.ts';
import { rehearsal, retryHeaders } from './asked.ts';
import { accountPath, inJson, pageHeaders, pageOf, withoutBody } from './described.ts';
import {
  sampleInvitation,
  sampleInvited,
  sampleMember,
  sampleMemberId,
  samplePlanned,
} from './members-samples.ts';
import { Member, PlannedMember, memberSchemas as shownSchemas } from './members-shown.ts';
import { pageParameters } from './paging.ts';
import { proofs } from './served.ts';

type Unproven = UnprovenBy['key' | 'token' | 'password'];
type Members = Application['members'];
/** Whatever proves who is calling has the power to read; what is wrong with a query is a 400. */
type NoRead = 'NotPermitted' | 'Invalid';

const fields = {
  name: PersonName,
  email: Mailbox,
  roles: RoleIds.exactOptional().describe("Where none are said: the account's default role."),
};

const userName = UserName.describe('To sign in by; unique in the installation.');

/** What is asked for when somebody is invited. */
export const InviteMember = z
  .strictObject({ ...fields, userName: userName.exactOptional() })
  .describe('A person who is to be invited.');

/** What is asked for when a member is corrected. */
export const CorrectMember = z
  .strictObject({
    name: PersonName.exactOptional(),
    email: Mailbox.exactOptional(),
    roles: fields.roles,
    userName: userName.nullable().exactOptional(),
  })
  .describe('What is to be corrected of a member; null takes away.');

const MemberPage = pageOf(Member);

/** What the parts of these are called in the document. */
export const memberSchemas = { ...shownSchemas, CorrectMember, InviteMember, MemberPage };

const [, , Digits] = MembershipRef.options;

const memberPath = z.object({
  member: z.union([MembershipId, Digits]).meta({
    description: 'The UUID of a member, or its number.',
    examples: [sampleMemberId],
  }),
});

const shown = {
  description: 'The member.',
  content: inJson(Member, { invited: sampleInvited, active: sampleMember }),
};

export const membersQuery = z.strictObject(pageParameters);

export const listMembersDescription: Description = {
  id: 'listMembers',
  summary: 'List the members of an account',
  description: 'In every status, in the order in which they came to be.',
  proofs,
  power: 'read',
  path: accountPath,
  query: membersQuery,
  answers: {
    200: {
      description: 'A page of members.',
      headers: pageHeaders,
      content: inJson(MemberPage, {
        last: { data: [sampleMember], nextCursor: null, hasMore: false },
      }),
    },
  },
  failures: everyKind<Unproven | Exclude<KindsOf<Members['list']>, NoRead>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'AccountNotFound',
    'Unavailable',
  ]),
};

export const findMemberDescription: Description = {
  id: 'getMember',
  summary: 'Show a member',
  proofs,
  power: 'read',
  path: memberPath,
  answers: { 200: shown },
  failures: everyKind<Unproven | Exclude<KindsOf<Members['find']>, NoRead>>()([
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'MemberNotFound',
    'Unavailable',
  ]),
};

export const inviteMemberDescription: Description = {
  id: 'inviteMember',
  summary: 'Invite somebody to an account',
  description:
    'By a link that is mailed, and answered nowhere. A mailbox stands once in an account, unless its ' +
    'membership is revoked or its invitation has run out: then it is invited anew. Whether the ' +
    'mailbox is known in other accounts makes no difference.\n\n' +
    'With `dryRun=true` everything is checked and worked out, and nothing is done: the answer is ' +
    'the member as it would be, without what only a member that there is has.',
  proofs,
  power: 'manage',
  path: accountPath,
  query: rehearsal,
  headers: retryHeaders,
  body: inJson(InviteMember, { invitation: sampleInvitation }),
  answers: {
    200: {
      description: 'Who would be invited: nobody was.',
      content: inJson(PlannedMember, { planned: samplePlanned }),
    },
    201: {
      description: 'The person is invited.',
      headers: z.object({ Location: z.string().describe('The path of the member.') }),
      content: inJson(Member, { invited: sampleInvited }),
    },
  },
  failures: everyKind<Unproven | KindsOf<Members['invite']>>()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'AccountNotFound',
    'AccountClosed',
    'EmailTaken',
    'UserNameTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

const correction = {
  schema: CorrectMember,
  examples: { roles: { roles: [1, 3] }, userName: { name: 'Jane Roe', userName: null } },
};

export const correctMemberDescription: Description = {
  id: 'correctMember',
  summary: 'Correct a member',
  description:
    'A JSON merge patch (RFC 7396): what is left out stays, null takes away. Where the mailbox of an ' +
    'invitation is corrected, another link is mailed to the new one, and the link before is ' +
    'worthless. The mailbox of a person who has accepted is their own, and a contact of a ' +
    'partner gets its name by correcting the partner.',
  proofs,
  power: 'manage',
  path: memberPath,
  headers: retryHeaders,
  body: Object.fromEntries(patchTypes.map((type) => [type, correction])),
  answers: { 200: shown },
  failures: everyKind<Unproven | KindsOf<Members['correct']>>()([
    'Invalid',
    'NotAuthenticated',
    'PasswordMustChange',
    'TooManyTries',
    'Busy',
    'NotPermitted',
    'MemberNotFound',
    'AccountClosed',
    'WrongStatus',
    'LastManager',
    'EmailTaken',
    'UserNameTaken',
    'IdempotencyKeyReused',
    'InProgress',
    'Unavailable',
  ]),
};

export const memberChanges = ['resend', 'revoke', 'disable', 'enable'] as const;
type Change = (typeof memberChanges)[number];

const change = (
  id: string,
  summary: string,
  description: string,
  failures: Description['failures'],
): Description => ({
  id,
  summary,
  description: `${description} It takes no body, or an empty object.`,
  proofs,
  power: 'manage',
  path: memberPath,
  headers: retryHeaders,
  answers: { 200: shown, ...withoutBody },
  failures,
});

/** Only a key that is none is wrong with a request for these, and that is a 400. */
type CannotChange<Named extends Change> = Unproven | Exclude<KindsOf<Members[Named]>, 'Invalid'>;

const always = [
  'NotAuthenticated',
  'PasswordMustChange',
  'TooManyTries',
  'Busy',
  'NotPermitted',
  'MemberNotFound',
  'AccountClosed',
  'IdempotencyKeyReused',
  'InProgress',
  'Unavailable',
] as const;

export const changeMemberDescriptions: Readonly<Record<Change, Description>> = {
  resend: change(
    'resendInvitation',
    'Mail another invitation',
    'To somebody who is invited, also where the invitation has run out. The link before is ' +
      'worthless from then on.',
    everyKind<CannotChange<'resend'>>()([...always, 'WrongStatus']),
  ),
  revoke: change(
    'revokeMember',
    'End a membership',
    'An invitation with its link too: the person gets in no more, the user name is free again, and ' +
      'the mailbox may be invited anew. Done again it answers the same.',
    everyKind<CannotChange<'revoke'>>()([...always, 'LastManager']),
  ),
  disable: change(
    'disableMember',
    'Put a member out for a while',
    'Until the member is enabled again; user name and mailbox stay. Done again it answers the same.',
    everyKind<CannotChange<'disable'>>()([...always, 'LastManager', 'WrongStatus']),
  ),
  enable: change(
    'enableMember',
    'Let a member in again',
    'One who was disabled. Done again it answers the same.',
    everyKind<CannotChange<'enable'>>()([...always, 'WrongStatus']),
  ),
};

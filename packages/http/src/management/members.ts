import {
  type Application,
  type CorrectMemberInput,
  err,
  type InviteMemberInput,
  MembershipNumber,
  type MemberView,
  ok,
  type Result,
  type RetryableContext,
} from '@tenantry/domain';
import { jsonContent } from '../reply.ts';
import { unparsed } from '../request/unparsed.ts';
import type { Reply, Route } from '../route.ts';
import { patchTypes } from './account-descriptions.ts';
import { everyFault, readAsked, replayHeader } from './asked.ts';
import { readFields } from './fields.ts';
import {
  CorrectMember,
  changeMemberDescriptions,
  correctMemberDescription,
  findMemberDescription,
  InviteMember,
  inviteMemberDescription,
  listMembersDescription,
  memberChanges,
  membersQuery,
} from './members-described.ts';
import { memberShown, plannedMemberShown } from './members-shown.ts';
import { listing } from './paging.ts';
import { faulty, placed } from './parts.ts';
import { noParameters, readQuery } from './query.ts';
import { served } from './served.ts';

/** Members of accounts: lists, invites, shows, corrects them, lets them in and puts them out. */
export const memberRoutes = (app: Application): readonly Route[] => [
  list(app),
  invite(app),
  find(app),
  correct(app),
  ...memberChanges.map((change) => changing(app, change)),
];

const ofAccount = '/v1/accounts/:account/members';
const one = '/v1/members/:member';

const list = (app: Application): Route => ({
  method: 'GET',
  path: ofAccount,
  describe: listMembersDescription,
  handle: listing(app, {
    path: ofAccount,
    query: membersQuery,
    after: MembershipNumber,
    list: ({ parameters, page }, context) =>
      app.members.list({ ...page, account: parameters['account'] ?? '' }, context),
    shown: memberShown,
  }),
});

const find = (app: Application): Route => ({
  method: 'GET',
  path: one,
  describe: findMemberDescription,
  handle: served(app, 'read', async ({ request, requestId, parameters }, caller) => {
    const { issues } = readQuery(request, noParameters);
    if (issues.length > 0) return err(faulty(issues));
    const found = await app.members.find(
      { member: parameters['member'] ?? '' },
      { caller, requestId },
    );
    return found.ok ? ok(memberReply(found)) : err(placed(found.error));
  }),
});

const invite = (app: Application): Route => ({
  method: 'POST',
  path: ofAccount,
  describe: inviteMemberDescription,
  handle: served(app, 'manage', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { mayRehearse: true });
    if (!asked.ok) return asked;
    const { body, context, issues } = asked.value;
    const { given, issues: strange } = readFields(body, Object.keys(InviteMember.shape), shown);
    const account = exchange.parameters['account'] ?? '';
    const command = unparsed<InviteMemberInput>({ ...given, account });
    const known = [...issues, ...strange];
    if (known.length > 0)
      return err(everyFault(known, await app.members.checkInvite(command, context)));
    const invited = await app.members.invite(command, context);
    return invited.ok ? ok(invitedReply(invited, context)) : err(placed(invited.error));
  }),
});

const correct = (app: Application): Route => ({
  method: 'PATCH',
  path: one,
  describe: correctMemberDescription,
  handle: served(app, 'manage', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { types: patchTypes });
    if (!asked.ok) return asked;
    const { body, context, issues } = asked.value;
    const { given, issues: strange } = readFields(body, Object.keys(CorrectMember.shape), shown);
    const member = exchange.parameters['member'] ?? '';
    const command = unparsed<CorrectMemberInput>({ ...given, member });
    const known = [...issues, ...strange];
    if (known.length > 0)
      return err(everyFault(known, await app.members.checkCorrect(command, context)));
    const corrected = await app.members.correct(command, context);
    return corrected.ok ? ok(memberReply(corrected)) : err(placed(corrected.error));
  }),
});

const changing = (app: Application, change: (typeof memberChanges)[number]): Route => ({
  method: 'POST',
  path: `${one}/${change}`,
  describe: changeMemberDescriptions[change],
  handle: served(app, 'manage', async (exchange, caller) => {
    const asked = await readAsked(exchange, caller, { mayBeEmpty: true });
    if (!asked.ok) return asked;
    const { body, context } = asked.value;
    const issues = [...asked.value.issues, ...readFields(body, []).issues];
    if (issues.length > 0) return err(faulty(issues));
    const member = exchange.parameters['member'] ?? '';
    const changed = await app.members[change]({ member }, context);
    return changed.ok ? ok(memberReply(changed)) : err(placed(changed.error));
  }),
});

/** What only others change, or nobody: shown, and never sent. */
const shown: ReadonlySet<string> = new Set([
  'id',
  'number',
  'accountId',
  'status',
  'invitedUntil',
  'mail',
]);

type Done = Extract<Result<MemberView, never>, { readonly ok: true }>;

const memberReply = (done: Done): Reply => ({
  status: 200,
  headers: replayHeader(done),
  content: jsonContent(JSON.stringify(memberShown(done.value))),
});

function invitedReply(invited: Done, { dryRun }: RetryableContext): Reply {
  const { value } = invited;
  if (dryRun === true)
    return { status: 200, content: jsonContent(JSON.stringify(plannedMemberShown(value))) };
  const headers = { Location: `/v1/members/${value.id}`, ...replayHeader(invited) };
  return { ...memberReply(invited), status: 201, headers };
}

import {
  type Caller,
  correctPartner,
  type Failure,
  type Issue,
  invalid,
  issue,
  type Lineage,
  type Membership,
  type Partner,
  type PartnerCorrection,
  suffices,
  type UpdatePartner,
  userIdOf,
} from '@tenantry/domain';
import { hashOf } from './links.ts';
import type { Model, Node } from './model.ts';
import { sure } from './opened.ts';
import { losesManager } from './people.ts';
import { takenByOthers } from './taken.ts';
import { statusOf } from './tree.ts';
import { invitationSubject, tooMany } from './tries.ts';

/** What comes of a correction; the hash of a phrase is whatever was made. */
export const correctedAs = (
  model: Model,
  partner: Partner,
  { verificationPhrase: phrase, ...said }: UpdatePartner,
  phraseHash: string | undefined,
): Partner => {
  const correction: PartnerCorrection = {
    ...said,
    ...(phrase === undefined ? {} : { phraseHash: phrase === null ? null : String(phraseHash) }),
  };
  const { id, generation, email } = partner.contactMember;
  const link = { id, generation: generation + 1, email: said.contact?.email ?? email };
  const next = { generation: link.generation, hash: hashOf(model, link) };
  return sure(correctPartner(partner, correction, next, model.policy, model.now));
};

/** In the order in which an application asks. */
export function cannotCorrect(
  model: Model,
  caller: Caller,
  lineage: Lineage,
  node: Node,
  partner: Partner,
  command: UpdatePartner,
): Failure | undefined {
  const { account, contactMember } = partner;
  const isManaged = suffices(caller.power, 'manage');
  const { isActive, version, contact } = command;
  if (
    (touchesAccess(partner, command) && !isManaged) ||
    (isActive === false && account.id === caller.accountId)
  )
    return { kind: 'NotPermitted', needed: 'manage' };
  const { email = contactMember.email } = contact ?? {};
  const isWelcome = contact?.sendWelcomeEmail === true && (isActive ?? account.status === 'active');
  const issues = mismatches(contactMember, email, { ...contact, sendWelcomeEmail: isWelcome });
  if (issues.length > 0) return invalid(issues);
  if (statusOf(model, account) === 'closed') return { kind: 'AccountClosed' };
  if (version !== undefined && version !== account.version)
    return { kind: 'VersionStale', current: account.version };
  const after = correctedAs(model, partner, command, undefined).contactMember;
  if (losesManager(model, caller, contactMember, after))
    return {
      kind: 'LastManager',
      path: ['contact', after.status === 'active' ? 'power' : 'isActive'],
    };
  const tooOften = isInvitedAnew(partner, after)
    ? tooMany(model, invitationSubject(after), model.policy.mailing)
    : undefined;
  if (tooOften !== undefined) return tooOften;
  const [root, ...others] = lineage.slice(0, -1);
  if (root === undefined) return { kind: 'AccountNotFound' };
  return takenByOthers(
    model,
    [root, ...others],
    {
      name: command.name ?? account.name,
      reference: command.reference ?? partner.reference,
      userName: after.userName,
      userNameBefore: contactMember.userName,
      email,
    },
    node,
  );
}

/** Whether a correction makes another link. */
export const isInvitedAnew = ({ contactMember: before }: Partner, after: Membership): boolean =>
  after.status === 'invited' && after.generation > before.generation;

/** What cannot be said of a contact that is a user by now, or is over and not invited anew. */
const mismatches = (
  member: Membership,
  email: Membership['email'],
  { userName, isActive, sendWelcomeEmail }: NonNullable<UpdatePartner['contact']>,
): readonly Issue[] => [
  ...(userIdOf(member) !== undefined && email.canonical !== member.email.canonical
    ? [issue(['contact', 'email'], 'mismatch', 'is the own mailbox of somebody who has joined')]
    : []),
  ...(member.status === 'revoked' &&
  userName !== undefined &&
  isActive !== true &&
  (isActive === false || sendWelcomeEmail !== true)
    ? [issue(['contact', 'userName'], 'mismatch', 'is of a contact that is revoked')]
    : []),
];

/** Whether it changes who gets in: that takes more power than the rest. */
function touchesAccess(
  { account, contactMember: member }: Partner,
  { isActive, verificationPhrase, contact = {} }: UpdatePartner,
): boolean {
  const changes = [
    [isActive, account.status === 'active'],
    [contact.email?.canonical, member.email.canonical],
    [contact.userName, member.userName],
    [contact.isActive, member.status === 'active' || member.status === 'invited'],
    [contact.role, member.roles.length === 1 ? member.roles[0] : undefined],
  ];
  return (
    verificationPhrase !== undefined ||
    contact.sendWelcomeEmail === true ||
    changes.some(([said, present]) => said !== undefined && said !== present)
  );
}

import {
  type Caller,
  correctPartner,
  type Failure,
  type Lineage,
  lastOf,
  type Partner,
  type PartnerCorrection,
  parseUpdatePartner,
  type RetryableContext,
  suffices,
  type UpdatePartner,
  type UpdatePartnerInput,
} from '@tenantry/domain';
import { attempted, held } from './attempted.ts';
import { asking, type Expected } from './expected.ts';
import type { Model, Node } from './model.ts';
import { hashOf, owe, sure } from './opened.ts';
import { takenByOthers } from './taken.ts';

/** What `partners.update` has to answer. */
export const correctingPartner = (
  model: Model,
  input: UpdatePartnerInput,
  context: RetryableContext,
): Expected<Partner> => {
  const { caller } = context;
  const parsed = parseUpdatePartner(input, model.policy, caller.power);
  return asking(context, 'provision', parsed, (command) =>
    attempted(model, context, {
      use: 'partners.update',
      asked: { ...command, power: caller.power },
      target: input.partner,
      hold: held(model, caller, input.partner, { kind: 'AccountNotFound' }),
      decide: (lineage) => {
        const node = model.nodes.find(({ account }) => account.id === lastOf(lineage).id);
        const partner = node?.partner;
        if (node === undefined || partner === undefined) return { kind: 'AccountNotFound' };
        return (
          cannotCorrect(model, caller, lineage, node, partner, command) ?? {
            happened: happenedTo(partner, command),
            value: (answered) => correctedAs(model, partner, command, answered),
            keep: (corrected) => {
              const isInvited = generationOf(corrected) === nextGeneration(partner);
              node.account = corrected.account;
              node.partner = corrected;
              if (isInvited) owe(model, corrected.contactMember);
            },
          }
        );
      },
      kept: (answer) => ({ answer }),
    }),
  );
};

/** In the order in which an application asks. */
function cannotCorrect(
  model: Model,
  caller: Caller,
  lineage: Lineage,
  node: Node,
  { account, contactMember, ...partner }: Partner,
  command: UpdatePartner,
): Failure | undefined {
  const isManaged = suffices(caller.power, 'manage');
  const isOfAccess = touchesAccess({ account, contactMember, ...partner }, command);
  const { isActive, version, contact } = command;
  if ((isOfAccess && !isManaged) || (isActive === false && account.id === caller.accountId))
    return { kind: 'NotPermitted', needed: 'manage' };
  if (version !== undefined && version !== account.version)
    return { kind: 'VersionStale', current: account.version };
  const [...above] = lineage.slice(0, -1);
  const [root, ...others] = above;
  if (root === undefined) return { kind: 'AccountNotFound' };
  return takenByOthers(
    model,
    [root, ...others],
    {
      name: command.name ?? account.name,
      reference: command.reference ?? partner.reference,
      userName: contact?.userName ?? contactMember.userName,
      userNameBefore: contactMember.userName,
      email: contact?.email ?? contactMember.email,
    },
    node,
  );
}

/** Whether it changes who gets in: that takes more power than the rest. */
function touchesAccess(
  { account, contactMember: member }: Partner,
  { isActive, verificationPhrase, contact = {} }: UpdatePartner,
): boolean {
  const changes = [
    [isActive, account.status === 'active'],
    [contact.email?.canonical, member.email.canonical],
    [contact.userName, member.userName],
    [contact.isActive, member.status !== 'disabled'],
    [contact.role, member.roles[0]],
  ];
  return (
    verificationPhrase !== undefined ||
    contact.sendWelcomeEmail === true ||
    changes.some(([said, present]) => said !== undefined && said !== present)
  );
}

const correctedAs = (
  model: Model,
  partner: Partner,
  { verificationPhrase: phrase, ...said }: UpdatePartner,
  answered: Partner,
): Partner => {
  const correction: PartnerCorrection = {
    ...said,
    ...(phrase === undefined
      ? {}
      : { phraseHash: phrase === null ? null : String(answered.phraseHash) }),
  };
  const next = { generation: nextGeneration(partner), hash: hashOf(answered.contactMember) };
  return sure(correctPartner(partner, correction, next, model.policy, model.now));
};

const generationOf = ({ contactMember: member }: Partner): number =>
  member.status === 'invited' ? (member.invitation?.generation ?? 0) : 0;

/** Higher than that of any link before. */
const nextGeneration = (partner: Partner): number =>
  Math.max(partner.account.version, generationOf(partner)) + 1;

function happenedTo({ account }: Partner, { isActive }: UpdatePartner) {
  if (isActive === undefined || isActive === (account.status === 'active')) return 'PartnerChanged';
  return isActive ? 'AccountReactivated' : 'AccountSuspended';
}

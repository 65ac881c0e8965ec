import {
  type Caller,
  type CreatePartnerInput,
  comparable,
  type Failure,
  invalid,
  issue,
  openPartner,
  type ParsedCreatePartner,
  type Partner,
  type PartnerView,
  parseCreatePartner,
  Reference,
  type RetryableContext,
} from '@tenantry/domain';
import { attempted } from './attempted.ts';
import { asking, type Expected } from './expected.ts';
import { hashOf } from './links.ts';
import type { Model, Node } from './model.ts';
import { numberedAccount, numberedMember } from './numbered.ts';
import { cannotOpen, sure } from './opened.ts';
import { oweInvitation } from './owed.ts';
import { takenByOthers } from './taken.ts';
import { accountOf, nodeIn, parentOf, sees, viewOf } from './tree.ts';

/** What `partners.create` has to answer. */
export const creatingPartner = (
  model: Model,
  input: CreatePartnerInput,
  context: RetryableContext,
): Expected<Partner> => {
  const { policy } = model;
  const { caller } = context;
  const parsed = parseCreatePartner(input, policy, caller.power);
  return asking(context, 'provision', parsed, (command) => {
    const { parent, partner: opening, ...asked } = command;
    return attempted(model, context, {
      use: 'partners.create',
      asked: { ...asked, opening },
      target: parent ?? (asked.parentName === undefined ? caller.accountId : undefined),
      hold: () => parentNamed(model, caller, command),
      decide: (lineage) =>
        cannotOpen(model, lineage, 'partner') ??
        takenByOthers(model, lineage, {
          name: opening.name,
          reference: opening.reference,
          userName: opening.contact.userName,
          email: opening.contact.email,
        }) ?? {
          happened: 'PartnerOpened',
          value: ({ account, contactMember, reference, phraseHash }) => {
            const said = command.verificationPhrase !== undefined;
            const { id, address } = account;
            const { email } = opening.contact;
            const contactOf = (memberId: string) => ({ id: memberId, generation: 1, email });
            const opened = sure(
              openPartner(
                opening,
                {
                  id,
                  address,
                  reference: Reference.parse(reference),
                  invitation: {
                    id: contactMember.id,
                    hash: hashOf(model, contactOf(contactMember.id)),
                  },
                  ...(said ? { phraseHash: String(phraseHash) } : {}),
                },
                lineage,
                policy,
                model.now,
              ),
            );
            return {
              ...opened,
              account: numberedAccount(model, opened.account, account),
              contactMember: numberedMember(model, opened.contactMember, contactMember),
            };
          },
          keep: ({ account, contactMember, ...partner }) => {
            const phrase = command.verificationPhrase;
            const spoken = phrase === undefined ? {} : { phrase };
            model.nodes.push({ account, partner, memberId: contactMember.id, ...spoken });
            model.members.push(contactMember);
            oweInvitation(model, contactMember);
          },
        },
      kept: (answer) => ({ answer }),
      made: ({ account }) => account.id,
    });
  });
};

/** The parent by reference, by name among those that may have partners, or by both. */
function parentNamed(
  model: Model,
  caller: Caller,
  { parent, parentName }: ParsedCreatePartner,
): Node | Failure {
  if (parentName === undefined || parent !== undefined) {
    const node = nodeIn(model, caller, parent ?? caller.accountId);
    if (node === undefined) return { kind: 'ParentNotFound', path: ['parent'] };
    return parentName === undefined || isNamed(node, parentName)
      ? node
      : disagreeing('is not the name of the parent');
  }
  const [node, another] = model.nodes.filter(
    (other) =>
      ['master', 'partner'].includes(other.account.kind) &&
      sees(caller, other.account) &&
      isNamed(other, parentName),
  );
  if (another !== undefined) return disagreeing('stands for more than one account');
  return node ?? { kind: 'ParentNotFound', path: ['parentName'] };
}

const isNamed = ({ account }: Node, name: string): boolean =>
  comparable(account.name) === comparable(name);

const disagreeing = (message: string): Failure =>
  invalid([issue(['parentName'], 'mismatch', message)]);

/** A partner as it is shown: with the account above it, where the caller sees that. */
export const partnerView = (model: Model, caller: Caller, partner: Partner): PartnerView => {
  const parent = accountOf(model, parentOf(partner.account));
  const { effectiveStatus } = viewOf(model, partner.account);
  const view = { ...partner, effectiveStatus };
  return parent !== undefined && sees(caller, parent) ? { ...view, parent } : view;
};

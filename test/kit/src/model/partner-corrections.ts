import {
  lastOf,
  type Partner,
  parseUpdatePartner,
  type RetryableContext,
  type UpdatePartner,
  type UpdatePartnerInput,
  unversioned,
} from '@tenantry/domain';
import { attempted, held } from './attempted.ts';
import { cannotCorrect, correctedAs, isInvitedAnew } from './corrected-partner.ts';
import { partnerOf } from './details.ts';
import { asking, type Expected } from './expected.ts';
import type { Model } from './model.ts';
import { oweInvitation } from './owed.ts';
import { putMember } from './people.ts';
import { countTry, invitationSubject } from './tries.ts';

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
      asked: { ...unversioned(command), power: caller.power },
      target: input.partner,
      hold: held(model, caller, input.partner, { kind: 'AccountNotFound' }),
      decide: (lineage) => {
        const node = model.nodes.find(({ account }) => account.id === lastOf(lineage).id);
        const partner = node && partnerOf(model, node);
        if (node === undefined || partner === undefined) return { kind: 'AccountNotFound' };
        return (
          cannotCorrect(model, caller, lineage, node, partner, command) ?? {
            happened: happenedTo(partner, command),
            value: (answered) => correctedAs(model, partner, command, answered.phraseHash),
            keep: ({ account, contactMember, ...corrected }) => {
              Object.assign(node, { account, partner: corrected });
              const { verificationPhrase: phrase } = command;
              if (phrase !== undefined) delete node.phrase;
              if (typeof phrase === 'string') node.phrase = phrase;
              putMember(model, contactMember);
              if (!isInvitedAnew(partner, contactMember)) return;
              countTry(model, invitationSubject(contactMember), model.policy.mailing);
              oweInvitation(model, contactMember);
            },
          }
        );
      },
      kept: (answer) => ({ answer }),
    }),
  );
};

function happenedTo({ account }: Partner, { isActive }: UpdatePartner) {
  if (isActive === undefined || isActive === (account.status === 'active')) return 'PartnerChanged';
  return isActive ? 'AccountReactivated' : 'AccountSuspended';
}

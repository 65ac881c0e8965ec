import {
  type AccountRegister,
  type OpenRegisterInput,
  parseOpenRegister,
  type RetryableContext,
} from '@tenantry/domain';
import { attempted, held } from './attempted.ts';
import { asking, type Expected } from './expected.ts';
import { hashOf } from './links.ts';
import type { Model } from './model.ts';
import { cannotOpen } from './opened.ts';
import { oweInvitation } from './owed.ts';
import { noParent, registered } from './registers.ts';

/** What `registers.invite` has to answer: nobody is a user by it, so no mailbox is taken. */
export const invitingRegister = (
  model: Model,
  input: OpenRegisterInput,
  context: RetryableContext,
): Expected<AccountRegister> => {
  const { caller } = context;
  return asking(context, 'provision', parseOpenRegister(input), ({ parent, entry }) =>
    attempted(model, context, {
      use: 'registers.invite',
      asked: { entry },
      target: parent ?? caller.accountId,
      hold: held(model, caller, parent ?? caller.accountId, noParent),
      decide: (lineage) =>
        cannotOpen(model, lineage, 'registered') ?? {
          happened: 'AccountRegistered',
          value: (answered) => {
            const subject = { id: answered.member.id, generation: 1 };
            const invitationHash = hashOf(model, { ...subject, email: entry.email });
            return registered(model, lineage, entry, answered, { invitationHash });
          },
          keep: ({ account, member, ...register }) => {
            model.nodes.push({ account, register, memberId: member.id });
            model.members.push(member);
            oweInvitation(model, member);
          },
        },
      kept: (answer) => ({ answer }),
      made: ({ account }) => account.id,
    }),
  );
};

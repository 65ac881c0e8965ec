import {
  type AccountRegister,
  correctRegister,
  lastOf,
  parseUpdateRegister,
  type RetryableContext,
  suffices,
  type UpdateRegisterInput,
  unversioned,
} from '@tenantry/domain';
import { correctingAccount } from './account-corrections.ts';
import { registerOf } from './details.ts';
import { asking, type Expected } from './expected.ts';
import type { Model } from './model.ts';
import { sure } from './opened.ts';

/** What `registers.update` has to answer. */
export const correctingRegister = (
  model: Model,
  input: UpdateRegisterInput,
  context: RetryableContext,
): Expected<AccountRegister> => {
  const { caller } = context;
  return asking(context, 'provision', parseUpdateRegister(input), (correction) =>
    correctingAccount(model, context, {
      use: 'registers.update',
      asked: { ...unversioned(correction), power: caller.power },
      target: input.account,
      version: correction.version,
      happened: 'RegisterChanged',
      partOf: (node) => registerOf(model, node),
      forbidden: (lineage) => {
        const isAllowed =
          suffices(caller.power, 'manage') && lastOf(lineage).id !== caller.accountId;
        return correction.mayHaveSubAccounts === undefined || isAllowed
          ? undefined
          : { kind: 'NotPermitted', needed: 'manage' };
      },
      corrected: (register) => sure(correctRegister(register, correction, model.now)),
      keep: (node, { account, member: _, ...register }) => {
        Object.assign(node, { account, register });
      },
    }),
  );
};

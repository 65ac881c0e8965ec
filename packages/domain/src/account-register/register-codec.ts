import type { Codec } from '../idempotency/attempt.ts';
import { datedAccount, datedMember } from '../idempotency/dated.ts';
import { restoreJson } from '../restore.ts';
import type { AccountRegister } from './account-register.ts';

/** A register entry as text and back, for the result of an attempt that may be made again. */
export const registerCodec: Codec<AccountRegister> = {
  accountOf: ({ account }) => account.id,
  write: (register) => JSON.stringify(register),
  read: (text) => {
    const register = restoreJson<AccountRegister>(text);
    const { account, member } = register;
    return { ...register, account: datedAccount(account), member: datedMember(member) };
  },
};

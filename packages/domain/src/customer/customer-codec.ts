import type { Codec } from '../idempotency/attempt.ts';
import { datedAccount, datedMember } from '../idempotency/dated.ts';
import { restoreJson } from '../restore.ts';
import type { Customer } from './customer.ts';

/** A customer as text and back, for the result of an attempt that may be made again. */
export const customerCodec: Codec<Customer> = {
  accountOf: ({ account }) => account.id,
  write: (customer) => JSON.stringify(customer),
  // The text was sealed by this installation: its shape needs no second look, but JSON has no dates.
  read: (text) => {
    const customer = restoreJson<Customer>(text);
    const { account, members } = customer;
    return { ...customer, account: datedAccount(account), members: members.map(datedMember) };
  },
};

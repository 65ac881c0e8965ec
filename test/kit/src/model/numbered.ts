import {
  type Account,
  AccountNumber,
  type Membership,
  MembershipNumber,
  type NewAccount,
  type NewMembership,
} from '@tenantry/domain';
import { demand } from '../contract/expect.ts';
import type { Model, Node } from './model.ts';

/** An account with the number that was answered, which nobody may have had before. */
export const numberedAccount = (
  { nodes }: Model,
  opened: NewAccount,
  { number, address, id }: Account,
): Account => {
  const isTaken = ({ account }: Node): boolean =>
    account.number === number || account.address === address || account.id === id;
  demand(!nodes.some(isTaken), `the number ${number}, the address or the id is another account's`);
  return { ...opened, number: AccountNumber.parse(number) };
};

/** The same for a member. */
export const numberedMember = (
  { members }: Model,
  opened: NewMembership,
  answered: { readonly number: number } | undefined,
): Membership => {
  const number = MembershipNumber.safeParse(answered?.number).data;
  if (number === undefined) throw new Error('a member was answered without a number');
  const isTaken = members.some((other) => other.number === number || other.id === opened.id);
  demand(!isTaken, `the number ${number} or the id is another member's`);
  return { ...opened, number };
};

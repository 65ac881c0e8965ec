import type { AccountRegister, Customer, Partner } from '@tenantry/domain';
import type { Model, Node } from './model.ts';
import { memberOf, membersOf } from './people.ts';

/** What an account is, as it is found: with its members as they stand now. */
export const customerOf = (model: Model, { account, customer }: Node): Customer | undefined =>
  customer && { account, ...customer, members: membersOf(model, account.id) };

export const partnerOf = (
  model: Model,
  { account, partner, memberId }: Node,
): Partner | undefined => {
  const contactMember = memberOf(model, memberId);
  return partner && contactMember && { account, ...partner, contactMember };
};

export const registerOf = (
  model: Model,
  { account, register, memberId }: Node,
): AccountRegister | undefined => {
  const member = memberOf(model, memberId);
  return register && member && { account, ...register, member };
};

import type { Membership } from '../access/membership.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { restoreJson } from '../restore.ts';
import type { Customer } from './customer.ts';

/** A customer as text and back, for the result of an attempt that may be made again. */
export const customerCodec: Codec<Customer> = {
  write: (customer) => JSON.stringify(customer),
  // The text was sealed by this installation: its shape needs no second look, but JSON has no dates.
  read: (text) => {
    const customer = restoreJson<Customer>(text);
    const { account, members } = customer;
    return {
      ...customer,
      account: {
        ...account,
        createdAt: new Date(account.createdAt),
        updatedAt: new Date(account.updatedAt),
      },
      members: members.map(withDates),
    };
  },
};

const withDates = (member: Membership): Membership =>
  member.status === 'invited' && member.invitation !== undefined
    ? {
        ...member,
        invitation: { ...member.invitation, until: new Date(member.invitation.until) },
      }
    : member;

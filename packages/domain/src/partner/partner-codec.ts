import type { Codec } from '../idempotency/attempt.ts';
import { datedAccount, datedMember } from '../idempotency/dated.ts';
import { restoreJson } from '../restore.ts';
import type { Partner } from './partner.ts';

/** A partner as text and back, for the result of an attempt that may be made again. */
export const partnerCodec: Codec<Partner> = {
  accountOf: ({ account }) => account.id,
  write: (partner) => JSON.stringify(partner),
  read: (text) => {
    const partner = restoreJson<Partner>(text);
    const { account, contactMember } = partner;
    return {
      ...partner,
      account: datedAccount(account),
      contactMember: datedMember(contactMember),
    };
  },
};

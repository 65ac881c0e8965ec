import type { FailureKind } from '@tenantry/domain';

/** What a person may do next, where the outcome does not say so itself. */
export const hints: Readonly<Partial<Record<FailureKind, string>>> = {
  AccountNotFound: '"tenantry tree" shows the accounts that there are',
  ParentNotFound: '"tenantry tree" shows the accounts that there are',
  MemberNotFound: '"tenantry member list ACCOUNT" shows the members of an account',
  KeyNotFound: '"tenantry key list ACCOUNT" shows the keys of an account',
  MessageNotFound: '"tenantry mail list" shows the messages that there are',
  ParentInactive:
    '"tenantry reactivate" brings back an account that is suspended, not a closed one',
  PasswordMustChange: '"tenantry password reset EMAIL" mails its owner a link to choose another',
  VersionStale: 'read it again, and decide again',
  IdempotencyKeyReused: 'a retry says the same as before; what is new needs a new key',
};

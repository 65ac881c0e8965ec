import {
  type Account,
  AccountAddress,
  AccountId,
  AccountName,
  EmailAddress,
  MembershipId,
  type NewAccount,
  type NewEvent,
  type NewPartner,
  type Partner,
  PersonName,
  PhoneNumber,
  type Reference,
} from '@tenantry/domain';
import { randomIds } from '@tenantry/runtime';

const ids = randomIds();
const at = new Date(0);

/** A master account that nobody has yet. */
export const anAccount = (): NewAccount => ({
  id: AccountId.parse(ids.uuid()),
  address: AccountAddress.parse(ids.address()),
  kind: 'master',
  ancestors: [],
  name: AccountName.parse('Root'),
  status: 'active',
  mayHaveSubAccounts: true,
  version: 1,
  createdAt: at,
  updatedAt: at,
});

export const aPartner = (parent: Account, reference: Reference): NewPartner => {
  const account: NewAccount = {
    ...anAccount(),
    kind: 'partner',
    ancestors: [...parent.ancestors, parent.id],
    name: AccountName.parse(`Partner ${reference}`),
  };
  const name = PersonName.parse('Jane');
  return {
    account,
    reference,
    contact: { firstName: name, lastName: name, phone: PhoneNumber.parse('+31 20 555 0100') },
    contactMember: {
      id: MembershipId.parse(ids.uuid()),
      accountId: account.id,
      name,
      email: EmailAddress.parse('jane@example.com'),
      roles: [],
      status: 'invited',
      generation: 0,
    },
  };
};

/** The next version of a partner, with another reference. */
export const corrected = (partner: Partner, reference: Reference): Partner => ({
  ...partner,
  reference,
  account: { ...partner.account, version: partner.account.version + 1 },
});

export const anEvent = (accountId: AccountId): NewEvent => ({
  id: ids.uuid(),
  kind: 'KeyIssued',
  accountId,
  actor: 'host',
  channel: 'api',
  at,
});

/** An event of an account that does not exist. */
export const noAccount = (): NewEvent => anEvent(AccountId.parse(ids.uuid()));

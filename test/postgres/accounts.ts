import {
  type Account,
  AccountAddress,
  AccountId,
  AccountName,
  Configurations,
  EmailAddress,
  ExternalReference,
  MembershipId,
  type NewAccount,
  type NewAccountRegister,
  type NewCustomer,
  type NewEvent,
  type NewPartner,
  type Partner,
  PersonName,
  PhoneNumber,
  type Reference,
  TimeZone,
  UserId,
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

export const aCustomer = (parent: Account): NewCustomer => ({
  account: { ...anAccount(), kind: 'customer', ancestors: [...parent.ancestors, parent.id] },
  workflows: [],
  configurations: Configurations.parse({}),
  references: [ExternalReference.parse({ name: 'CRM', value: '1' })],
  members: [],
  uniqueReferenceNames: ['CRM'],
});

export const aRegister = (parent: Account): NewAccountRegister => {
  const account: NewAccount = {
    ...anAccount(),
    kind: 'registered',
    ancestors: [...parent.ancestors, parent.id],
  };
  const email = EmailAddress.parse('ada@example.com');
  const userId = UserId.parse(ids.uuid());
  return {
    account,
    timeZone: TimeZone.parse('UTC'),
    user: { id: userId, email, credential: { hash: 'x', origin: 'own', generation: 1 } },
    member: {
      id: MembershipId.parse(ids.uuid()),
      accountId: account.id,
      name: PersonName.parse('Ada'),
      email,
      roles: [],
      status: 'active',
      userId,
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

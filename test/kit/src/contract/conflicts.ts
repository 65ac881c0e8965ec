import {
  type Account,
  type Conflict,
  MembershipNumber,
  type Result,
  type Unit,
  UserName,
} from '@tenantry/domain';
import { type Everything, numbered } from './everything.ts';
import {
  corrected,
  correctedCustomer,
  correctedMaster,
  correctedRegister,
} from './everything-corrected.ts';
import type { Make } from './make.ts';
import { stored } from './unit.ts';

/** A call that can only meet a conflict, in a store that holds everything. */
export interface Meeting {
  readonly over: string;
  readonly meet: (
    unit: Unit,
    there: Everything,
    make: Make,
  ) => Promise<Result<unknown, Conflict<string>>>;
}

/** A correction of the version that stands itself. */
const staleBy = <Corrected extends { readonly account: Account }>(
  corrected: Corrected,
): Corrected => ({
  ...corrected,
  account: { ...corrected.account, version: corrected.account.version - 1 },
});

/** Each conflict that a repository may answer. */
export const conflicts: readonly Meeting[] = [
  {
    over: "a master's address",
    meet: ({ accounts }, { master: { address } }, make) =>
      accounts.addMaster(make.master({ address })),
  },
  {
    over: "a customer's address",
    meet: ({ accounts }, { customer, master: { address } }) =>
      accounts.addCustomer({ ...customer, account: { ...customer.account, address } }),
  },
  {
    over: 'a reference',
    meet: ({ accounts }, { master, customer: { references } }, make) => {
      const added = make.customer([numbered(master)], { uniqueReferenceNames: ['CRM'] });
      return accounts.addCustomer({ ...added, references });
    },
  },
  {
    over: "a user's mailbox",
    meet: ({ access }, { user: { email } }, make) => access.addUser(make.user({ email })),
  },
  {
    over: "a member's mailbox",
    meet: ({ access }, { membership: { accountId, email } }, make) =>
      access.addMembership({ ...make.invited(accountId), email }),
  },
  {
    over: 'a user name',
    meet: ({ access }, { membership: { accountId, userName } }, make) =>
      access.addMembership({
        ...make.invited(accountId),
        ...(userName === undefined ? {} : { userName }),
      }),
  },
  {
    over: "a partner's address",
    meet: ({ accounts }, { master }, make) => {
      const partner = make.partner([numbered(master)]);
      const { address } = master;
      return accounts.addPartner({ ...partner, account: { ...partner.account, address } });
    },
  },
  {
    over: "a partner's name",
    meet: ({ accounts }, { master, partner: { account } }, make) =>
      accounts.addPartner(make.partner([numbered(master)], { name: account.name })),
  },
  {
    over: "a partner's reference",
    meet: ({ accounts }, { master, partner: { reference } }, make) =>
      accounts.addPartner(make.partner([numbered(master)], { reference })),
  },
  {
    over: "a contact's user name",
    meet: ({ accounts }, { master }, make) =>
      accounts.addPartner(make.partner([numbered(master)], { contact: { userName: 'SOMEBODY' } })),
  },
  {
    over: 'a version',
    meet: ({ accounts }, there) => {
      const partner = corrected(there);
      return accounts.savePartner({ ...partner, account: { ...partner.account, version: 7 } });
    },
  },
  {
    over: 'a name that a correction takes',
    meet: async ({ accounts }, there, make) => {
      const partner = corrected(there);
      const other = make.partner([numbered(there.master)]);
      const { name } = stored(await accounts.addPartner(other)).account;
      return accounts.savePartner({ ...partner, account: { ...partner.account, name } });
    },
  },
  {
    over: 'a reference that a correction takes',
    meet: async ({ accounts }, there, make) => {
      const other = make.partner([numbered(there.master)]);
      const { reference } = stored(await accounts.addPartner(other));
      return accounts.savePartner({ ...corrected(there), reference });
    },
  },
  {
    over: 'a user name that a correction takes',
    meet: ({ accounts }, there) => {
      const { contactMember, ...partner } = corrected(there);
      const { userName } = there.membership;
      const named = { ...contactMember, ...(userName === undefined ? {} : { userName }) };
      return accounts.savePartner({ ...partner, contactMember: named });
    },
  },
  {
    over: 'a mailbox that a correction takes',
    meet: async ({ accounts, access }, there, make) => {
      const { contactMember, ...partner } = corrected(there);
      const { email } = stored(await access.addMembership(make.invited(contactMember.accountId)));
      return accounts.savePartner({ ...partner, contactMember: { ...contactMember, email } });
    },
  },
  {
    over: 'the version of a customer',
    meet: ({ accounts }, there) => accounts.saveCustomer(staleBy(correctedCustomer(there))),
  },
  {
    over: 'a reference that a correction of a customer takes',
    meet: async ({ accounts }, there, make) => {
      const wishes = {
        references: [{ name: 'CRM', value: 'another' }],
        uniqueReferenceNames: ['CRM'],
      };
      stored(await accounts.addCustomer(make.customer([numbered(there.master)], wishes)));
      return accounts.saveCustomer(correctedCustomer(there));
    },
  },
  {
    over: 'the version of a register entry',
    meet: ({ accounts }, there) => accounts.saveRegister(staleBy(correctedRegister(there))),
  },
  {
    over: 'the version of a master account',
    meet: ({ accounts }, there) =>
      accounts.saveMaster({ ...correctedMaster(there), version: there.master.version }),
  },
  {
    over: 'the version of an account',
    meet: ({ accounts }, { master }) => accounts.saveStatus(numbered(master)),
  },
  {
    over: 'a mailbox that a member takes',
    meet: async ({ access }, { membership }, make) => {
      const { email } = stored(await access.addMembership(make.invited(membership.accountId)));
      const { status, generation } = membership;
      const saved = { ...membership, number: MembershipNumber.parse(1), email };
      return access.saveMembership(saved, { status, generation });
    },
  },
  {
    over: 'a user name that a member takes',
    meet: ({ access }, { membership, partner: { contactMember } }) => {
      const { status, generation } = membership;
      const userName = contactMember.userName ?? UserName.parse('Contact');
      const saved = { ...membership, number: MembershipNumber.parse(1), userName };
      return access.saveMembership(saved, { status, generation });
    },
  },
  {
    over: "a registered account's address",
    meet: ({ accounts }, { master }, make) => {
      const register = make.register([numbered(master)]);
      const { address } = master;
      return accounts.addRegister({ ...register, account: { ...register.account, address } });
    },
  },
  {
    over: "a registered account's mailbox",
    meet: ({ accounts }, { master, user: { email } }, make) =>
      accounts.addRegister(make.register([numbered(master)], { email: email.address })),
  },
  {
    over: "an app's name",
    meet: ({ accounts }, { app: { accountId, name } }, make) =>
      accounts.addApp(make.app(accountId, { name })),
  },
  {
    over: 'a kept result',
    meet: ({ records }, { master, result: { lookup } }, make) =>
      records.addResult(make.result(master.id, { lookup }), new Date(0)),
  },
  {
    over: 'the installation',
    meet: ({ records }, { installation }) => records.addInstallation(installation),
  },
];

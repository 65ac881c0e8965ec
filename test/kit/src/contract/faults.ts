import {
  type Account,
  type AccountReads,
  ApiKeyId,
  MembershipNumber,
  type Unit,
  UserId,
} from '@tenantry/domain';
import { type Everything, numbered } from './everything.ts';
import { corrected } from './everything-corrected.ts';
import type { Make } from './make.ts';

const anyMaster = async (accounts: AccountReads, make: Make): Promise<Account> => {
  const [master] = await accounts.masters('installation');
  return master ?? numbered(make.master());
};

/** A call that can only fail, in a unit that has written everything. */
export interface Fault {
  readonly called: string;
  readonly meet: (unit: Unit, make: Make, there: Everything) => Promise<unknown>;
}

/** Rows that name what does not exist, and the like. */
export const faults: readonly Fault[] = [
  {
    called: 'a customer beneath an account that does not exist',
    meet: ({ accounts }, make) => accounts.addCustomer(make.customer([numbered(make.master())])),
  },
  {
    called: 'a customer of which two members share a mailbox',
    meet: async ({ accounts }, make) => {
      const customer = make.customer([await anyMaster(accounts, make)], { people: 1 });
      const again = customer.members.map((member) => ({
        ...make.invited(customer.account.id),
        email: member.email,
      }));
      return accounts.addCustomer({ ...customer, members: [...customer.members, ...again] });
    },
  },
  {
    called: 'a partner beneath an account that does not exist',
    meet: ({ accounts }, make) => accounts.addPartner(make.partner([numbered(make.master())])),
  },
  {
    called: 'a partner whose contact is a user that does not exist',
    meet: async ({ accounts }, make) => {
      const partner = make.partner([await anyMaster(accounts, make)]);
      const { id, accountId, name, email, roles, generation } = partner.contactMember;
      const userId = UserId.parse(make.uuid());
      const place = { id, accountId, name, email, roles, generation };
      return accounts.addPartner({
        ...partner,
        contactMember: { ...place, status: 'active', userId },
      });
    },
  },
  {
    called: 'a correction by which a contact is a user that does not exist',
    meet: ({ accounts }, make, there) => {
      const partner = corrected(there);
      const { id, number, accountId, name, email, roles, generation } = partner.contactMember;
      const userId = UserId.parse(make.uuid());
      const place = { id, number, accountId, name, email, roles, generation };
      return accounts.savePartner({
        ...partner,
        contactMember: { ...place, status: 'active', userId },
      });
    },
  },
  {
    called: 'a registered account beneath an account that does not exist',
    meet: ({ accounts }, make) => accounts.addRegister(make.register([numbered(make.master())])),
  },
  {
    called: 'a registered account whose member is a user that does not exist',
    meet: async ({ accounts }, make) => {
      const register = make.register([await anyMaster(accounts, make)]);
      const userId = UserId.parse(make.uuid());
      const { id, accountId, name, email, roles } = register.member;
      const place = { id, accountId, name, email, roles, generation: 0 };
      const member = { ...place, status: 'active' as const, userId };
      return accounts.addRegister({ ...register, member });
    },
  },
  {
    called: 'an app of an account that does not exist',
    meet: ({ accounts }, make) => accounts.addApp(make.app(make.accountId())),
  },
  {
    called: 'a session of a member who does not exist',
    meet: ({ access }, make) =>
      access.addSession(make.session(make.place(make.accountId()).id), new Date(0)),
  },
  {
    called: 'a credential given by an account that does not exist',
    meet: ({ access }, make) => {
      const accountId = make.accountId();
      const credential = { hash: 'h', origin: 'given', accountId, generation: 1 } as const;
      return access.addUser(make.user({ credential }));
    },
  },
  {
    called: 'a credential that replaces another, given by an account that does not exist',
    meet: ({ access }, make, { user: { id, credential } }) => {
      const given = { ...credential, accountId: make.accountId() };
      return access.replaceCredential(id, credential.generation, given);
    },
  },
  {
    called: 'a member of an account that does not exist',
    meet: ({ access }, make) => access.addMembership(make.invited(make.accountId())),
  },
  {
    called: 'a member who is a user that does not exist',
    meet: async ({ accounts, access }, make) => {
      const place = make.place((await anyMaster(accounts, make)).id);
      const userId = UserId.parse(make.uuid());
      return access.addMembership({ ...place, generation: 0, status: 'active', userId });
    },
  },
  {
    called: 'a member who becomes a user that does not exist',
    meet: ({ access }, make, { membership: { status, generation, ...place } }) =>
      access.saveMembership(
        {
          ...place,
          number: MembershipNumber.parse(1),
          generation,
          status: 'active',
          userId: UserId.parse(make.uuid()),
        },
        { status, generation },
      ),
  },
  {
    called: 'a key of an account that does not exist',
    meet: ({ access }, make) => access.addKey(make.key(make.accountId())),
  },
  {
    called: 'a key that follows one that does not exist',
    meet: ({ access }, make, { master }) =>
      access.addKey(make.key(master.id, { lineage: ApiKeyId.parse(make.uuid()) })),
  },
  {
    called: 'a reset of a user that does not exist',
    meet: ({ access }, make) =>
      access.addReset(make.reset({ userId: UserId.parse(make.uuid()) }), new Date(0)),
  },
  {
    called: 'mail about a reset that does not exist',
    meet: ({ deliveries }, make, { resetMail }) =>
      deliveries.add([
        { ...resetMail, id: make.uuid(), kind: 'passwordReset', resetId: make.uuid() },
      ]),
  },
  {
    called: 'mail to a user that does not exist',
    meet: ({ deliveries }, make, { note }) =>
      deliveries.add([
        {
          ...note,
          id: make.uuid(),
          kind: 'passwordChanged',
          userId: UserId.parse(make.uuid()),
        },
      ]),
  },
  {
    called: 'mail to a member who does not exist',
    meet: ({ deliveries }, make) =>
      deliveries.add([make.delivery(make.invited(make.accountId()).id)]),
  },
  {
    called: 'an event of an account that does not exist',
    meet: ({ records }, make) => records.addEvent(make.event(make.accountId())),
  },
  {
    called: 'a kept result of an account that does not exist',
    meet: ({ records }, make) => records.addResult(make.result(make.accountId()), new Date(0)),
  },
];

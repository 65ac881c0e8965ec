import { type Account, type AccountReads, ok, type Unit, UserId } from '@tenantry/domain';
import { everyCall } from './every-call.ts';
import { everythingOf, numbered } from './everything.ts';
import { demandNoTrace, writeEverything } from './everything-stored.ts';
import { demandFault, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { answersOf, commit, endingOf } from './unit.ts';

/** That a fault is the end of its unit, also where work looks away. */
export const faultLaws = (law: StateLaw): readonly Law[] => [
  ...faults.map(({ called, meet }) =>
    law(`${called} is a fault, and spends the unit`, async ({ store, make }) => {
      const [things, added] = [everythingOf(make), everythingOf(make)];
      const answered = new Set<string>();
      const outcome = await endingOf(
        store.transact(async (unit) => {
          await writeEverything(unit, things);
          await demandFault(() => meet(unit, make), called);
          for (const name of await answersOf(everyCall(unit, added))) answered.add(name);
          return ok(undefined);
        }),
      );
      same([...answered].join(', '), '', 'a unit that met a fault answered further calls');
      same(outcome, 'thrown', 'the end of a unit that met a fault');
      await demandNoTrace(store, things);
    }),
  ),

  ...turns.map(({ place, inTurn }) =>
    law(`of calls made in one turn nothing is left when the ${place} is a fault`, async (trial) => {
      const { store, make } = trial;
      const things = everythingOf(make);
      const begun: Promise<unknown>[] = [];
      const outcome = endingOf(
        store.transact(async (unit) => {
          const bad = () => unit.access.addKey(make.key(make.accountId()));
          const good = Object.values(everyCall(unit, things));
          begun.push(...inTurn(bad, good).map((call) => call()));
          await Promise.all(begun).catch(() => undefined);
          return ok(undefined);
        }),
      );
      // A neighbour that is open while what was begun comes to its end.
      await commit(store, async ({ records }) => {
        for (let call = 0; call < 30; call++) await records.installation();
      });
      same(await outcome, 'thrown', 'the end of the unit');
      await Promise.allSettled(begun);
      await demandNoTrace(store, things);
    }),
  ),
];

const anyMaster = async (accounts: AccountReads, make: Make): Promise<Account> => {
  const [master] = await accounts.masters('installation');
  return master ?? numbered(make.master());
};

interface Fault {
  readonly called: string;
  readonly meet: (unit: Unit, make: Make) => Promise<unknown>;
}

const faults: readonly Fault[] = [
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
      const { id, accountId, name, email, roles } = partner.contactMember;
      const userId = UserId.parse(make.uuid());
      const place = { id, accountId, name, email, roles };
      return accounts.addPartner({
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
    called: 'a member of an account that does not exist',
    meet: ({ access }, make) => access.addMembership(make.invited(make.accountId())),
  },
  {
    called: 'a member who is a user that does not exist',
    meet: async ({ accounts, access }, make) => {
      const place = make.place((await anyMaster(accounts, make)).id);
      const userId = UserId.parse(make.uuid());
      return access.addMembership({ ...place, status: 'active', userId });
    },
  },
  {
    called: 'a key of an account that does not exist',
    meet: ({ access }, make) => access.addKey(make.key(make.accountId())),
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
];

type Call = () => Promise<unknown>;

interface Turn {
  readonly place: string;
  readonly inTurn: (bad: Call, good: readonly Call[]) => readonly Call[];
}

const turns: readonly Turn[] = [
  { place: 'first', inTurn: (bad, good) => [bad, ...good] },
  { place: 'last', inTurn: (bad, good) => [...good, bad] },
];

import { type Account, EmailAddress, type NewMembership, UserName } from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, demandAbsent, demandConflict, openMaster, stored } from './unit.ts';

/** What no two of a kind may share, and what they may. */
export const uniqueLaws = (law: StateLaw): readonly Law[] => [
  law('an address is taken once among all accounts', async (trial) => {
    const { store, make } = trial;
    const first = await openMaster(trial);
    const customer = make.customer([first]);
    await commit(store, async ({ accounts }) => stored(await accounts.addCustomer(customer)));
    const taken = { taken: 'AddressTaken' };
    for (const { address } of [first, customer.account]) {
      const master = make.master({ address });
      await demandConflict(store, taken, ({ accounts }) => accounts.addMaster(master));
      const other = make.customer([first], { people: 1 });
      const child = { ...other, account: { ...other.account, address } };
      await demandConflict(store, taken, ({ accounts }) => accounts.addCustomer(child));
      await demandAbsent(store, master.id, child.account.id);
      // Neither id nor mailbox of what was refused is in use.
      await commit(store, async ({ accounts }) => stored(await accounts.addCustomer(other)));
    }
  }),

  law('a mailbox is taken once among the users', async ({ store, make }) => {
    const spellings = [
      ['jane@bücher.example', 'Jane@XN--BCHER-KVA.Example'],
      ['A.Person@Example.com', 'a.person@example.COM'],
    ];
    for (const [one = '', other = ''] of spellings) {
      const user = make.user({ email: EmailAddress.parse(one) });
      await commit(store, async ({ access }) => stored(await access.addUser(user)));
      for (const email of [one, other].map((text) => EmailAddress.parse(text))) {
        const second = make.user({ email });
        await demandConflict(store, { taken: 'EmailTaken' }, ({ access }) =>
          access.addUser(second),
        );
        // Its id is not in use.
        const free = { ...second, email: make.mailbox() };
        await commit(store, async ({ access }) => stored(await access.addUser(free)));
      }
    }
  }),

  law('a mailbox is taken once among the members of an account', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const customer = make.customer([first], { people: 1 });
    const member: NewMembership = make.invited(first.id);
    await commit(store, async ({ accounts, access }) => {
      stored(await accounts.addCustomer(customer));
      stored(await access.addMembership(member));
    });
    for (const { accountId, email } of [member, ...customer.members]) {
      const again = {
        ...make.invited(accountId),
        email: EmailAddress.parse(email.address.toUpperCase()),
      };
      const taken = { taken: 'EmailTaken' };
      await demandConflict(store, taken, ({ access }) => access.addMembership(again));
      same(
        await store.read(({ access }) => access.findMembership(again.id)),
        undefined,
        'a refused membership',
      );
      const elsewhere = { ...again, accountId: second.id };
      await commit(store, async ({ access }) => stored(await access.addMembership(elsewhere)));
    }
  }),

  law('a user name is taken once in the installation', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const named = (account: Account, userName: string): NewMembership => ({
      ...make.invited(account.id),
      userName: UserName.parse(userName),
    });
    const opened = make.customer([second], { people: 1 });
    const child = {
      ...opened,
      members: opened.members.map((member) => ({ ...member, userName: UserName.parse('Child') })),
    };
    await commit(store, async ({ accounts, access }) => {
      stored(await access.addMembership(named(first, `Jos${composed}`)));
      stored(await accounts.addCustomer(child));
    });
    const spellings = [
      `Jos${composed}`,
      `jos${decomposed}`,
      `JOS${decomposed.toUpperCase()}`,
      'CHILD',
    ];
    for (const account of [first, second])
      for (const userName of spellings) {
        const again = named(account, userName);
        const taken = { taken: 'UserNameTaken' };
        await demandConflict(store, taken, ({ access }) => access.addMembership(again));
        const { userName: _, ...unnamed } = again;
        await commit(store, async ({ access }) => stored(await access.addMembership(unnamed)));
      }
    await commit(store, async ({ access }) =>
      stored(await access.addMembership(named(first, 'Jose'))),
    );
  }),

  law('there is one installation', async ({ store, make }) => {
    const first = make.installation();
    await commit(store, async ({ records }) => stored(await records.addInstallation(first)));
    const second = make.installation();
    const taken = { taken: 'Installation' };
    await demandConflict(store, taken, ({ records }) => records.addInstallation(second));
    same(await store.read(({ records }) => records.installation()), first, 'the installation');
  }),
];

import {
  type Account,
  type AccountKind,
  accountKinds,
  EmailAddress,
  isWithin,
  type MembershipFound,
  UserName,
} from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

/** How accounts and people are found by what they are called. */
export const lookupLaws = (law: StateLaw): readonly Law[] => [
  law('accounts of a name come by number, of the kinds that are asked for', async (trial) => {
    const { store, make } = trial;
    const [composedName, decomposedName] = [`Caf${composed}`, `Caf${decomposed}`];
    const master = await openMaster(trial);
    const there = await commit(store, async ({ accounts }): Promise<readonly Account[]> => {
      const name = composedName;
      const first = stored(await accounts.addPartner(make.partner([master], { name })));
      const below = { name: decomposedName };
      return [
        first.account,
        stored(await accounts.addRegister(make.register([master], below))).account,
        stored(await accounts.addCustomer(make.customer([master], { name }))).account,
        stored(await accounts.addPartner(make.partner([master, first.account], below))).account,
        stored(await accounts.addCustomer(make.customer([master, first.account], below))).account,
      ];
    });
    const [first] = there;
    if (first === undefined) throw new Error('there is an account');
    const reaches = ['installation', { below: master.id }, { below: first.id }] as const;
    const kinds: readonly (readonly AccountKind[])[] = [
      accountKinds,
      ['partner', 'customer'],
      ['registered'],
      ['master'],
      [],
    ];
    await store.read(async ({ accounts }) => {
      for (const reach of reaches)
        for (const asked of kinds) {
          const expected = there
            .filter((account) => isWithin(reach, account) && asked.includes(account.kind))
            .toSorted((a, b) => a.number - b.number);
          for (const name of [composedName, decomposedName])
            for (const limit of [1, 2, 1000])
              same(
                await accounts.named(reach, name, asked, limit),
                expected.slice(0, limit),
                `${limit} named ${name}, of ${asked.join(', ')}`,
              );
        }
      for (const other of [composedName.toLowerCase(), 'Caf', '', '%'])
        same(await accounts.named('installation', other, accountKinds, 10), [], `named ${other}`);
    });
  }),

  law('an account is found by its address alone', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const { account } = await commit(store, async ({ accounts }) =>
      stored(await accounts.addRegister(make.register([master]))),
    );
    const absent = make.master().address;
    await store.read(async ({ accounts }) => {
      for (const known of [master, account])
        same(await accounts.findByAddress('installation', known.address), known, known.kind);
      same(await accounts.findByAddress('installation', absent), undefined, 'an unknown address');
      const beside = await accounts.findByAddress({ below: account.id }, master.address);
      same(beside, undefined, 'an address outside the reach');
    });
  }),

  law('a membership is found by its user name, however that is spelt', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const userName = UserName.parse(`Jos${composed}`);
    const added = { ...make.invited(master.id), userName };
    const found = await commit(store, async ({ access }): Promise<MembershipFound> => {
      stored(await access.addMembership(make.invited(master.id)));
      return { membership: stored(await access.addMembership(added)), lineage: [master] };
    });
    await store.read(async ({ access }) => {
      const find = (name: string) => access.membershipByUserName(UserName.parse(name));
      for (const name of [userName, `jos${decomposed}`, `JOS${decomposed.toUpperCase()}`])
        same(await find(name), found, `the member called ${name}`);
      for (const name of ['Jose', 'jos', 'J%', master.name, added.email.address])
        same(await find(name), undefined, `nobody is called ${name}`);
    });
  }),

  law('a membership is found by account and mailbox, a user by the mailbox', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const spellings = ['jane@bücher.example', 'Jane@XN--BCHER-KVA.Example'].map((text) =>
      EmailAddress.parse(text),
    );
    const [email = make.mailbox()] = spellings;
    const user = make.user({ email });
    const there = await commit(store, async ({ access }): Promise<readonly MembershipFound[]> => {
      stored(await access.addUser(user));
      const found: MembershipFound[] = [];
      for (const account of [first, second]) {
        const place = {
          ...make.place(account.id),
          email,
          generation: 1,
          status: 'active' as const,
        };
        const membership = stored(await access.addMembership({ ...place, userId: user.id }));
        found.push({ membership, lineage: [account] });
      }
      return found;
    });
    await store.read(async ({ access }) => {
      for (const spelt of spellings) {
        same(await access.userByMailbox(spelt), user, 'the user');
        for (const [at, { id }] of [first, second].entries())
          same(await access.membershipByMailbox(id, spelt), there[at], 'the membership');
        const nowhere = await access.membershipByMailbox(make.accountId(), spelt);
        same(nowhere, undefined, 'in an account that does not exist');
      }
      const nobody = make.mailbox();
      same(await access.userByMailbox(nobody), undefined, 'a user of another mailbox');
      same(await access.membershipByMailbox(first.id, nobody), undefined, 'a member of another');
    });
  }),
];

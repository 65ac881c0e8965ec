import {
  type Account,
  type AccountRegister,
  type AccountStatus,
  accountKinds,
  accountStatuses,
  type Customer,
  type Partner,
} from '@tenantry/domain';
import { states } from './access-laws.ts';
import { same } from './expect.ts';
import { byNumber, idsOf } from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { commit, stored } from './unit.ts';

/** That nothing is left out, or shown as something else, for the state that it is in. */
export const statusLaws = (law: StateLaw): readonly Law[] => [
  law('accounts of each status are found and listed, with a status of their own', async (trial) => {
    const { masters, partners, registers, customers } = await openAll(trial);
    const [active, ...inactive] = masters;
    if (active === undefined) throw new Error('there is a master account');
    const beneath = [...partners, ...registers, ...customers].map(({ account }) => account);
    const children = beneath.filter(({ ancestors }) => ancestors.length === 1);
    const all = { skip: 0, limit: 1000 };
    const page = { limit: 1000 };
    await trial.store.read(async ({ accounts }) => {
      for (const account of [...masters, ...beneath]) {
        const { id, address, name, kind, status } = account;
        const called = `a ${kind} account that is ${status}`;
        for (const reach of ['installation', { below: id }] as const) {
          same(await accounts.find(reach, id), account, called);
          same(await accounts.findByAddress(reach, address), account, `${called}, by its address`);
          const named = await accounts.named(reach, name, [kind], 1000);
          same(named, [account], `${called}, by its name`);
        }
      }
      const found = async (list: Promise<readonly Account[]>) => idsOf(await list).toSorted();
      const expected = (list: readonly Account[]) => idsOf(list).toSorted();
      const { id } = active;
      same(await accounts.masters('installation'), masters.toSorted(byId), 'the masters');
      same(await accounts.children('installation', id, page), children.toSorted(byId), 'children');
      same(
        await found(accounts.subtree('installation', id, page)),
        expected([active, ...beneath]),
        'a subtree',
      );
      for (const kind of accountKinds)
        same(
          await found(accounts.subtree('installation', id, { ...page, kind })),
          expected([active, ...beneath].filter((account) => account.kind === kind)),
          `a subtree, those that are ${kind}`,
        );
      const counted = <T extends { readonly account: Account }>(items: readonly T[]) => ({
        total: items.length,
        items: items.toSorted(byNumber),
      });
      same(await accounts.registers('installation', id, all), counted(registers), 'registers');
      same(await accounts.partners('installation', all), counted(partners), 'partners');
      same(
        await accounts.statuses([...idsOf(masters), ...idsOf(beneath)]),
        new Map([...masters, ...beneath].map((account) => [account.id, account.status])),
        'the statuses',
      );
      for (const below of inactive)
        same(
          await accounts.subtree('installation', below.id, page),
          [below],
          `a subtree beneath an account that is ${below.status}`,
        );
    });
  }),

  law('a membership is found by mailbox and user name in each state', async ({ store, make }) => {
    const { id, lineage, members } = await commit(store, async ({ accounts, access }) => {
      const master = stored(await accounts.addMaster(make.master()));
      const added = [];
      for (const { called, stateOf } of states) {
        const user = make.user();
        stored(await access.addUser(user));
        const state = stateOf({ userId: user.id, until: make.time(), hash: make.uuid() });
        const userName = make.userName('somebody');
        const member = { ...make.place(master.id), userName, ...state };
        added.push({ called, userName, membership: stored(await access.addMembership(member)) });
      }
      return { id: master.id, lineage: [master], members: added };
    });
    await store.read(async ({ access }) => {
      for (const { called, userName, membership } of members) {
        const found = { membership, lineage };
        const { email } = membership;
        same(await access.membershipByMailbox(id, email), found, `${called}, by its mailbox`);
        same(await access.membershipByUserName(userName), found, `${called}, by its user name`);
      }
    });
  }),
];

const byId = (a: Account, b: Account): number => (a.id < b.id ? -1 : 1);

const inState = <Opened extends { readonly account: object }>(
  opened: Opened,
  status: AccountStatus,
): Opened => ({ ...opened, account: { ...opened.account, status } });

/** A master of each status; beneath the first, one of each kind and status, and one further down. */
const openAll = ({ store, make }: Trial) =>
  commit(store, async ({ accounts }) => {
    const masters: Account[] = [];
    for (const status of accountStatuses)
      masters.push(stored(await accounts.addMaster(make.master({ status }))));
    const [top] = masters;
    if (top === undefined) throw new Error('there is a master account');
    const [partners, registers, customers]: [Partner[], AccountRegister[], Customer[]] = [
      [],
      [],
      [],
    ];
    for (const status of accountStatuses) {
      const partner = inState(make.partner([top]), status);
      const added = stored(await accounts.addPartner(partner));
      partners.push(added);
      registers.push(stored(await accounts.addRegister(inState(make.register([top]), status))));
      customers.push(stored(await accounts.addCustomer(inState(make.customer([top]), status))));
      // Opened while the one above was active, and active ever since.
      const above = { ...added.account, status: 'active' as const };
      customers.push(stored(await accounts.addCustomer(make.customer([top, above]))));
    }
    return { masters, partners, registers, customers };
  });

import {
  type Account,
  AccountNumber,
  type AccountReads,
  accountKinds,
  type Reach,
  type Unit,
} from '@tenantry/domain';
import { forAll, trees } from './cases.ts';
import { same } from './expect.ts';
import {
  byNumber,
  grow,
  idsOf,
  isBelow,
  isVisible,
  type Node,
  parentOf,
  reachesOf,
} from './forest.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { commit } from './unit.ts';

/** That another tenant's account and one that does not exist give the same answer. */
export const reachLaws = (law: StateLaw): readonly Law[] => [
  ...questions.map((question) =>
    law(`${question.method} answers within the reach alone`, (trial) =>
      inForests(trial, async (nodes) => {
        const { store } = trial;
        await store.read(({ accounts }) => askAll(trial, accounts, question, nodes));
        await commit(store, ({ accounts }) => askAll(trial, accounts, question, nodes));
      }),
    ),
  ),

  law('holdLineage answers within the reach alone', (trial) =>
    inForests(trial, (nodes) =>
      commit(trial.store, ({ accounts }) => askAll(trial, accounts, holdLineage, nodes)),
    ),
  ),

  law('masters are for the whole installation alone', (trial) =>
    inForests(trial, (nodes) =>
      trial.store.read(async ({ accounts }) => {
        for (const reach of reachesOf(nodes, trial.make.accountId()))
          if (reach !== 'installation')
            same(await accounts.masters(reach), [], `masters, below ${reach.below}`);
      }),
    ),
  ),

  law('events are those of accounts within the reach', (trial) =>
    inForests(trial, (nodes) =>
      trial.store.read(async ({ records }) => {
        for (const reach of reachesOf(nodes, trial.make.accountId())) {
          if (reach === 'installation') continue;
          const expected = nodes.filter((node) => isVisible(reach, node));
          const ids = expected.map(({ event }) => event.id);
          // A page is filled with what is seen: cut first, it would hold too little.
          for (const limit of [1, 2, 1000]) {
            const found = idsOf(await records.events(reach, { limit }));
            same(found, ids.slice(0, limit), `${limit} events, below ${reach.below}`);
          }
        }
      }),
    ),
  ),
];

type Named = Pick<Account, 'id' | 'number' | 'address' | 'name'>;

/** One way to ask for an account, and what is to be heard where it is seen and where not. */
interface Question<Accounts> {
  readonly method: string;
  readonly ask: (accounts: Accounts, reach: Reach, named: Named) => Promise<readonly unknown[]>;
  readonly seen: (node: Node, nodes: readonly Node[]) => unknown;
  readonly unseen: unknown;
}

const page = { limit: 1000 };
const slice = { skip: 0, limit: 1000 };
const none = { total: 0, items: [] };

const questions: readonly Question<AccountReads>[] = [
  {
    method: 'find',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.find(reach, id),
      await accounts.find(reach, number),
    ],
    seen: ({ account }) => account,
    unseen: undefined,
  },
  {
    method: 'lineage',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.lineage(reach, id),
      await accounts.lineage(reach, number),
    ],
    seen: ({ lineage }) => lineage,
    unseen: undefined,
  },
  {
    method: 'findCustomer',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.findCustomer(reach, id),
      await accounts.findCustomer(reach, number),
    ],
    seen: ({ customer }) => customer,
    unseen: undefined,
  },
  {
    method: 'findPartner',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.findPartner(reach, id),
      await accounts.findPartner(reach, number),
    ],
    seen: ({ partner }) => partner,
    unseen: undefined,
  },
  {
    method: 'findRegister',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.findRegister(reach, id),
      await accounts.findRegister(reach, number),
    ],
    seen: ({ register }) => register,
    unseen: undefined,
  },
  {
    method: 'findByAddress',
    ask: async (accounts, reach, { address }) => [await accounts.findByAddress(reach, address)],
    seen: ({ account }) => account,
    unseen: undefined,
  },
  {
    method: 'named',
    ask: async (accounts, reach, { name }) => [await accounts.named(reach, name, accountKinds, 10)],
    seen: ({ account }) => [account],
    unseen: [],
  },
  {
    method: 'partners, by what names one,',
    ask: async (accounts, reach, { id, number, name }) => [
      await accounts.partners(reach, { ...slice, named: { text: 'nobody', ref: id } }),
      await accounts.partners(reach, { ...slice, named: { text: 'nobody', ref: number } }),
      await accounts.partners(reach, { ...slice, named: { text: name } }),
    ],
    seen: ({ partner }) => (partner === undefined ? none : { total: 1, items: [partner] }),
    unseen: none,
  },
  {
    method: 'registers',
    ask: async (accounts, reach, { id }) => [await accounts.registers(reach, id, slice)],
    seen: ({ account }, nodes) => {
      const beneath = nodes.filter((node) => parentOf(node) === account.id);
      const items = beneath.flatMap(({ register }) => register ?? []).toSorted(byNumber);
      return { total: items.length, items };
    },
    unseen: none,
  },
  {
    method: 'apps',
    ask: async (accounts, reach, { id }) => [await accounts.apps(reach, id, slice)],
    seen: ({ app }) => ({ total: 1, items: [app] }),
    unseen: none,
  },
  {
    method: 'children',
    ask: async (accounts, reach, { id }) => [
      idsOf(await accounts.children(reach, id, page)).toSorted(),
    ],
    seen: ({ account }, nodes) =>
      idsOf(nodes.filter((node) => parentOf(node) === account.id).map(accountOf)).toSorted(),
    unseen: [],
  },
  {
    method: 'subtree',
    ask: async (accounts, reach, { id }) => [
      idsOf(await accounts.subtree(reach, id, page)).toSorted(),
    ],
    seen: ({ account }, nodes) =>
      idsOf(nodes.filter((node) => isBelow(account.id, node)).map(accountOf)).toSorted(),
    unseen: [],
  },
];

const holdLineage: Question<Unit['accounts']> = {
  method: 'holdLineage',
  ask: async (accounts, reach, { id, number }) => [
    await accounts.holdLineage(reach, id),
    await accounts.holdLineage(reach, number),
  ],
  seen: ({ lineage }) => lineage,
  unseen: undefined,
};

const accountOf = ({ account }: Node): Account => account;

const inForests = (trial: Trial, holds: (nodes: readonly Node[]) => Promise<void>): Promise<void> =>
  forAll(trees, async (tree) => holds(await grow(trial, tree)), { runs: 4 });

async function askAll<Accounts>(
  { make }: Trial,
  accounts: Accounts,
  { method, ask, seen, unseen }: Question<Accounts>,
  nodes: readonly Node[],
): Promise<void> {
  const { id, address, name } = make.master();
  const absent = { id, address, name, number: AccountNumber.parse(2_147_483_647) };
  for (const reach of reachesOf(nodes, make.accountId())) {
    const below = reach === 'installation' ? reach : `below ${reach.below}`;
    for (const node of nodes) {
      const answers = await ask(accounts, reach, node.account);
      const expected = isVisible(reach, node) ? seen(node, nodes) : unseen;
      for (const answer of answers)
        same(answer, expected, `${method}, ${below}, of ${node.account.id}`);
    }
    for (const answer of await ask(accounts, reach, absent))
      same(answer, unseen, `${method}, ${below}, of an account that does not exist`);
  }
}

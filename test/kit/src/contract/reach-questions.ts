import {
  type Account,
  type AccountReads,
  accountKinds,
  type Reach,
  type Unit,
} from '@tenantry/domain';
import { byNumber, idsOf, isBelow, type Node, parentOf } from './forest.ts';

type Named = Pick<Account, 'id' | 'number' | 'address' | 'name'>;

/** One way to ask for an account, and what is to be heard where it is seen and where not. */
export interface Question<Accounts> {
  readonly method: string;
  readonly ask: (accounts: Accounts, reach: Reach, named: Named) => Promise<readonly unknown[]>;
  readonly seen: (node: Node, nodes: readonly Node[]) => unknown;
  readonly unseen: unknown;
}

const page = { limit: 1000 };
const slice = { skip: 0, limit: 1000 };
const none = { total: 0, items: [] };

/** Every read of accounts that names one. */
export const questions: readonly Question<AccountReads>[] = [
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

/** Those that hold what they answer, for units alone. */
export const holds: readonly Question<Unit['accounts']>[] = [
  {
    method: 'holdLineage',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.holdLineage(reach, id),
      await accounts.holdLineage(reach, number),
    ],
    seen: ({ lineage }) => lineage,
    unseen: undefined,
  },
  {
    method: 'holdForChange',
    ask: async (accounts, reach, { id, number }) => [
      await accounts.holdForChange(reach, id),
      await accounts.holdForChange(reach, number),
    ],
    seen: ({ lineage }) => lineage,
    unseen: undefined,
  },
];

const accountOf = ({ account }: Node): Account => account;

import type { Account, AccountId, Customer, Lineage, NewEvent, Reach } from '@tenantry/domain';
import type { Trial } from './law.ts';
import { commit, stored } from './unit.ts';

/** An account in a store, and what is known of it without asking. */
export interface Node {
  readonly account: Account;
  readonly lineage: Lineage;
  /** Absent for a master account. */
  readonly customer?: Customer;
  readonly event: NewEvent;
}

/** Grows one node for each entry: beneath an earlier one, or a master where none is named. */
export const grow = async (
  { store, make }: Trial,
  parents: readonly (number | undefined)[],
): Promise<readonly Node[]> => {
  return commit(store, async ({ accounts, records }) => {
    const nodes: Node[] = [];
    for (const at of parents) {
      const parent = at === undefined ? undefined : nodes[at];
      const event = (id: AccountId): NewEvent => make.event(id);
      if (parent === undefined) {
        const account = stored(await accounts.addMaster(make.master()));
        nodes.push({ account, lineage: [account], event: event(account.id) });
      } else {
        const opened = make.customer(parent.lineage, { people: 1 });
        const customer = stored(await accounts.addCustomer(opened));
        const { account } = customer;
        const lineage: Lineage = [...parent.lineage, account];
        nodes.push({ account, lineage, customer, event: event(account.id) });
      }
    }
    for (const node of nodes) await records.addEvent(node.event);
    return nodes;
  });
};

export const isBelow = (top: AccountId, { lineage }: Node): boolean =>
  lineage.some(({ id }) => id === top);

/** Every reach that there is in a forest, and one below an account that does not exist. */
export const reachesOf = (nodes: readonly Node[], absent: AccountId): readonly Reach[] => [
  'installation',
  { below: absent },
  ...nodes.map(({ account }) => ({ below: account.id })),
];

export const isVisible = (reach: Reach, node: Node): boolean =>
  reach === 'installation' || isBelow(reach.below, node);

/** None for a master account. */
export const parentOf = ({ lineage }: Node): AccountId | undefined => lineage.at(-2)?.id;

export const idsOf = <Id extends string>(things: readonly { readonly id: Id }[]): readonly Id[] =>
  things.map(({ id }) => id);

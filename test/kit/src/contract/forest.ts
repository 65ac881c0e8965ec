import {
  type Account,
  type AccountId,
  type AccountRegister,
  type App,
  type Customer,
  type Lineage,
  mayParent,
  type NewEvent,
  type Partner,
  type Reach,
  type Unit,
} from '@tenantry/domain';
import type { Trial } from './law.ts';
import type { Make } from './make.ts';
import { commit, stored } from './unit.ts';

/** An account in a store, and what is known of it without asking. */
export interface Node {
  readonly account: Account;
  readonly lineage: Lineage;
  /** Of these three the one of its kind; none for a master account. */
  readonly customer?: Customer;
  readonly partner?: Partner;
  readonly register?: AccountRegister;
  readonly app: App;
  readonly event: NewEvent;
}

/**
 * Grows one node for each entry: beneath an earlier one, or a master where none is named. Their
 * kinds take turns, as far as the parent may have them.
 */
export const grow = async (
  { store, make }: Trial,
  parents: readonly (number | undefined)[],
): Promise<readonly Node[]> => {
  return commit(store, async (unit) => {
    const nodes: Node[] = [];
    for (const [turn, at] of parents.entries()) {
      const parent = at === undefined ? undefined : nodes[at];
      const opened =
        parent === undefined
          ? { account: stored(await unit.accounts.addMaster(make.master())) }
          : await openBeneath(unit, make, parent.lineage, turn);
      const { account } = opened;
      const lineage: Lineage = parent === undefined ? [account] : [...parent.lineage, account];
      nodes.push({ ...opened, lineage, app: make.app(account.id), event: make.event(account.id) });
    }
    for (const { app, event } of nodes) {
      stored(await unit.accounts.addApp(app));
      await unit.records.addEvent(event);
    }
    return nodes;
  });
};

async function openBeneath({ accounts }: Unit, make: Make, lineage: Lineage, turn: number) {
  const parent = lineage.at(-1) ?? lineage[0];
  const kinds = ['customer', 'partner', 'registered'] as const;
  const allowed = kinds.filter((kind) => mayParent(parent, kind));
  switch (allowed[turn % allowed.length]) {
    case 'partner': {
      const partner = stored(await accounts.addPartner(make.partner(lineage)));
      return { account: partner.account, partner };
    }
    case 'registered': {
      const register = stored(await accounts.addRegister(make.register(lineage)));
      return { account: register.account, register };
    }
    default: {
      const customer = stored(await accounts.addCustomer(make.customer(lineage, { people: 1 })));
      return { account: customer.account, customer };
    }
  }
}

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

/** What lists that are counted come by. */
export const byNumber = (
  a: { readonly account: Account },
  b: { readonly account: Account },
): number => a.account.number - b.account.number;

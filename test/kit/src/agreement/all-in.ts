import { type Account, type Persistence, userIdOf, type View } from '@tenantry/domain';
import { historyOf } from '../tale/history.ts';

const above = 'installation';
const all = { skip: 0, limit: 10_000 };

/**
 * Everything in a store that its port can find from the master accounts on, in an order that is the
 * same for every store; mail in every state, too, and the history, once it has so many lines.
 */
export const allIn = async (store: Persistence, lines: number): Promise<object> => ({
  ...(await store.read(readAll)),
  history: await historyOf(store, lines),
});

const readAll = async (view: View): Promise<object> => {
  const { accounts, deliveries, records } = view;
  const masters = await accounts.masters(above);
  const found: Account[] = [];
  for (const { id } of masters)
    found.push(...(await accounts.subtree(above, id, { limit: 10_000 })));
  const nodes: object[] = [];
  for (const account of found.toSorted(byId)) nodes.push(await readNode(view, account));
  return {
    installation: await records.installation(),
    masters,
    nodes,
    partners: await accounts.partners(above, all),
    mail: await deliveries.listDeliveries({ limit: 10_000 }),
  };
};

const readNode = async ({ accounts, access }: View, account: Account): Promise<object> => {
  const { id } = account;
  const members = await access.members(id, { limit: 10_000 });
  const users: unknown[] = [];
  for (const userId of members.map(userIdOf))
    if (userId !== undefined) users.push(await access.findUser(userId));
  return {
    account,
    lineage: await accounts.lineage(above, id),
    customer: await accounts.findCustomer(above, id),
    partner: await accounts.findPartner(above, id),
    register: await accounts.findRegister(above, id),
    children: await accounts.children(above, id, { limit: 10_000 }),
    apps: await accounts.apps(above, id, all),
    members,
    users,
    keys: await access.keys(id, { limit: 10_000 }),
  };
};

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : 1;

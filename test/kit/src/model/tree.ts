import {
  type Account,
  type AccountId,
  AccountRef,
  type AccountStatus,
  type AccountView,
  type Caller,
  type Lineage,
} from '@tenantry/domain';
import type { Model, Node } from './model.ts';

/** The node of an account that the caller sees. */
export const nodeIn = (model: Model, caller: Caller, given: unknown): Node | undefined => {
  const ref = AccountRef.safeParse(given).data;
  return model.nodes.find(
    ({ account }) => (account.id === ref || account.number === ref) && sees(caller, account),
  );
};

export const sees = ({ accountId }: Caller, account: Account): boolean =>
  accountId === undefined || account.id === accountId || account.ancestors.includes(accountId);

const nodeOf = (model: Model, id: AccountId | undefined): Node | undefined =>
  model.nodes.find(({ account }) => account.id === id);

export const accountOf = (model: Model, id: AccountId | undefined): Account | undefined =>
  nodeOf(model, id)?.account;

/** From the root down to the account. */
export const lineageOf = (model: Model, account: Account): Lineage => {
  const [root, ...others] = account.ancestors.flatMap((id) => accountOf(model, id) ?? []);
  return root === undefined ? [account] : [root, ...others, account];
};

/** Closed where anything on the way from the root is, else suspended where anything there is. */
export const statusOf = (model: Model, account: Account): AccountStatus => {
  const statuses = lineageOf(model, account).map(({ status }) => status);
  if (statuses.includes('closed')) return 'closed';
  return statuses.includes('suspended') ? 'suspended' : 'active';
};

/** Whether the account that a caller acts for is active: none, for an operator of it all. */
export const acts = (model: Model, { accountId }: Caller): boolean => {
  const own = accountOf(model, accountId);
  return own === undefined || statusOf(model, own) === 'active';
};

export const viewOf = (model: Model, account: Account): AccountView => ({
  ...account,
  effectiveStatus: statusOf(model, account),
});

export const parentOf = (account: Account): AccountId | undefined => account.ancestors.at(-1);

export const childrenOf = (model: Model, id: AccountId): readonly Node[] =>
  model.nodes.filter(({ account }) => parentOf(account) === id);

export const byId = (a: Pick<Account, 'id'>, b: Pick<Account, 'id'>): number =>
  a.id < b.id ? -1 : 1;

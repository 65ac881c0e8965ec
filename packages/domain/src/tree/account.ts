import type { AccountAddress, AccountId, AccountNumber } from '../values/ids.ts';
import type { AccountName } from '../values/names.ts';
import type { RoleId } from '../values/role.ts';

export const accountKinds = ['master', 'customer', 'partner', 'registered'] as const;
export type AccountKind = (typeof accountKinds)[number];

export const accountStatuses = ['active', 'suspended', 'closed'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** A node of the tree. */
export interface Account {
  readonly id: AccountId;
  readonly number: AccountNumber;
  readonly address: AccountAddress;
  readonly kind: AccountKind;
  /** The ids of the accounts above, root first; empty for a master account. */
  readonly ancestors: readonly AccountId[];
  readonly name: AccountName;
  /** Its own; what counts is the effective status, which asks the ancestors too. */
  readonly status: AccountStatus;
  /** The role of members for whom none is said, here and below; else the next account's above. */
  readonly defaultRole?: RoleId;
  readonly mayHaveSubAccounts: boolean;
  /** Moves with every change, from 1. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What an account is before a store has given it its number. */
export type NewAccount = Omit<Account, 'number'>;

/** From the root down to an account, which is the last. */
export type Lineage = readonly [Account, ...Account[]];

export const lastOf = (lineage: Lineage): Account => lineage.at(-1) ?? lineage[0];

export const parentIdOf = (account: Pick<Account, 'ancestors'>): AccountId | undefined =>
  account.ancestors.at(-1);

/** How many levels the tree has down to this account; a master's is the first. */
export const depthOf = (account: Pick<Account, 'ancestors'>): number =>
  account.ancestors.length + 1;

const children: Readonly<Record<AccountKind, readonly AccountKind[]>> = {
  master: ['customer', 'partner', 'registered'],
  partner: ['partner', 'customer', 'registered'],
  customer: ['customer'],
  registered: ['registered'],
};

/** Who may parent whom. A registered account must have been given leave besides. */
export const mayParent = (
  parent: Pick<Account, 'kind' | 'mayHaveSubAccounts'>,
  child: AccountKind,
): boolean =>
  children[parent.kind].includes(child) &&
  (parent.kind !== 'registered' || parent.mayHaveSubAccounts);

/** Own status and every ancestor's: one that is closed closes, one that is suspended suspends. */
export const effectiveStatus = (statuses: Iterable<AccountStatus>): AccountStatus => {
  const all = new Set(statuses);
  if (all.has('closed')) return 'closed';
  return all.has('suspended') ? 'suspended' : 'active';
};

export const effectiveStatusOf = (lineage: Lineage): AccountStatus =>
  effectiveStatus(lineage.map(({ status }) => status));

/** Since when a lineage is suspended, as far as can be told: by the last of those of it that are. */
export const suspendedSince = (lineage: Lineage): Date =>
  lineage
    .filter(({ status }) => status === 'suspended')
    .map(({ updatedAt }) => updatedAt)
    .reduce((latest, at) => (at > latest ? at : latest), lineage[0].createdAt);

/** The default role that holds in the last account of a lineage. */
export const inheritedRole = (lineage: Lineage, otherwise: RoleId): RoleId =>
  lineage.findLast(({ defaultRole }) => defaultRole !== undefined)?.defaultRole ?? otherwise;

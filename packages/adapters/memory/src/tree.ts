import {
  type Account,
  type AccountId,
  type AccountNumber,
  type AccountRef,
  isWithin,
  type Lineage,
  type Reach,
} from '@tenantry/domain';
import type { Tables } from './tables.ts';

/** An account within a reach: the one look-up through which every read goes. */
export const findWithin = (
  { accounts, accountsByNumber }: Tables,
  reach: Reach,
  ref: AccountRef,
): Account | undefined => {
  const id = typeof ref === 'number' ? accountsByNumber.get(ref) : ref;
  const account = id === undefined ? undefined : accounts.get(id);
  return account !== undefined && isWithin(reach, account) ? account : undefined;
};

/** Of accounts by their numbers, those within a reach. */
export const numbered = (
  tables: Tables,
  reach: Reach,
  numbers: readonly AccountNumber[],
): readonly Account[] => numbers.flatMap((number) => findWithin(tables, reach, number) ?? []);

export const byNumber = (a: Account, b: Account): number => a.number - b.number;

/** An account that something else is about to name. Throws when there is none. */
export const existing = ({ accounts }: Tables, id: AccountId): Account => {
  const account = accounts.get(id);
  if (account === undefined) throw new Error(`account ${id} does not exist`);
  return account;
};

export const lineageOf = (tables: Tables, account: Account): Lineage => {
  const [root, ...between] = account.ancestors.map((id) => existing(tables, id));
  return root === undefined ? [account] : [root, ...between, account];
};

/**
 * The ids of an account and all beneath it: each before its children, the children of one by id.
 * `passed` leads from the account down to the last one that was seen.
 */
export function* walk(
  tables: Tables,
  id: AccountId,
  passed?: readonly AccountId[],
): Generator<AccountId, void, undefined> {
  if (passed === undefined) yield id;
  const [on, ...further] = passed ?? [];
  if (on !== undefined) yield* walk(tables, on, further);
  for (const child of tables.children.after(id, on)) yield* walk(tables, child);
}

/** The way from an account down to one beneath it; undefined when that is somewhere else. */
export const wayDown = (
  from: AccountId,
  to: Pick<Account, 'id' | 'ancestors'>,
): readonly AccountId[] | undefined => {
  const path = [...to.ancestors, to.id];
  const at = path.indexOf(from);
  return at === -1 ? undefined : path.slice(at + 1);
};

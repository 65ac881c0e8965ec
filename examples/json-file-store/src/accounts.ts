import {
  type Account,
  type AccountId,
  AccountNumber,
  type AccountReads,
  type AccountRef,
  type AccountWrites,
  comparable,
  err,
  isWithin,
  type Lineage,
  type NewAccount,
  ok,
  parentIdOf,
  type Reach,
} from '@tenantry/domain';
import type { AtOnce } from './guard.ts';
import { add, existing, replace, type State } from './state.ts';

type Reads = Pick<
  AccountReads,
  'find' | 'lineage' | 'statuses' | 'children' | 'subtree' | 'masters' | 'findByAddress' | 'named'
>;

type Writes = Pick<
  AccountWrites,
  'holdLineage' | 'holdForChange' | 'addMaster' | 'saveMaster' | 'saveStatus'
>;

/** What is read of accounts, whatever they are besides nodes of the tree. */
export const accountReads = (state: State): AtOnce<Reads> => ({
  find: (reach, ref) => findWithin(state, reach, ref),

  lineage: (reach, ref) => {
    const account = findWithin(state, reach, ref);
    return account === undefined ? undefined : lineageOf(state, account);
  },

  statuses: (ids) => {
    const asked = new Set(ids);
    const found = state.accounts.filter(({ id }) => asked.has(id));
    return new Map(found.map(({ id, status }) => [id, status]));
  },

  children: (reach, of, { after = '', limit }) =>
    beneath(state, reach, of)
      .filter((account) => parentIdOf(account) === of && account.id > after)
      .toSorted(byPath)
      .slice(0, limit),

  subtree: (reach, of, { after, limit, kind }) =>
    beneath(state, reach, of)
      .filter((account) => kind === undefined || account.kind === kind)
      .filter((account) => after === undefined || byPath(after, account) < 0)
      .toSorted(byPath)
      .slice(0, limit),

  masters: (reach) =>
    reach === 'installation'
      ? state.accounts.filter(({ kind }) => kind === 'master').toSorted(byPath)
      : [],

  findByAddress: (reach, address) =>
    state.accounts.find((account) => account.address === address && isWithin(reach, account)),

  named: (reach, name, kinds, limit) =>
    state.accounts
      .filter((account) => kinds.includes(account.kind) && isWithin(reach, account))
      .filter((account) => comparable(account.name) === comparable(name))
      .slice(0, limit),
});

export const accountWrites = (state: State): AtOnce<Writes> => ({
  // No other unit runs before this one has ended: whatever it reads is held.
  holdLineage: accountReads(state).lineage,
  holdForChange: accountReads(state).lineage,

  addMaster: (account) =>
    isAddressTaken(state, account)
      ? err({ taken: 'AddressTaken' })
      : ok(addAccount(state, account)),

  saveMaster: ({ id, name, defaultRole, version, updatedAt }) => {
    const { defaultRole: _, ...before } = existing(state.accounts, id);
    if (before.kind !== 'master') throw new Error(`${id} is no master account`);
    if (version !== before.version + 1) return err({ taken: 'VersionStale' });
    const role = defaultRole === undefined ? {} : { defaultRole };
    replace(state.accounts, { ...before, ...role, name, version, updatedAt });
    return ok(undefined);
  },

  saveStatus: ({ id, status, version, updatedAt }) => {
    const before = existing(state.accounts, id);
    if (version !== before.version + 1) return err({ taken: 'VersionStale' });
    replace(state.accounts, { ...before, status, version, updatedAt });
    return ok(undefined);
  },
});

/** The one look-up by what a caller named: nothing outside the reach comes through. */
export const findWithin = (
  { accounts }: State,
  reach: Reach,
  ref: AccountRef,
): Account | undefined =>
  accounts.find(
    (account) => (account.id === ref || account.number === ref) && isWithin(reach, account),
  );

/** An account and all beneath it; nothing where the account itself is outside the reach. */
const beneath = (state: State, reach: Reach, top: AccountId): readonly Account[] =>
  findWithin(state, reach, top) === undefined
    ? []
    : state.accounts.filter((account) => isWithin({ below: top }, account));

export const lineageOf = ({ accounts }: State, account: Account): Lineage => {
  const [root, ...between] = account.ancestors.map((id) => existing(accounts, id));
  return root === undefined ? [account] : [root, ...between, account];
};

export const isAddressTaken = ({ accounts }: State, { address }: NewAccount): boolean =>
  accounts.some((account) => account.address === address);

/** The address must have been looked for. */
export const addAccount = ({ accounts, given }: State, added: NewAccount): Account => {
  const parent = parentIdOf(added);
  if (parent !== undefined) existing(accounts, parent);
  return add(accounts, { ...added, number: AccountNumber.parse(++given.account) });
};

/** Parents before their children, the children of one parent by id. */
function byPath(a: Account, b: Account): number {
  const [one, other] = [a, b].map(({ ancestors, id }) => [...ancestors, id].join(' '));
  if (one === undefined || other === undefined || one === other) return 0;
  return one < other ? -1 : 1;
}

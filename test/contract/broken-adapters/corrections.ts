import {
  type Account,
  type AccountId,
  type Conflict,
  err,
  type Persistence,
  type Unit,
} from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { altered, type BrokenAdapter, broken, writing } from './altered.ts';

type Accounts = Unit['accounts'];
type Change = (account: Account, before: Account | undefined) => Account;

/** Every correction is saved as of another account than was said. */
const savesAs = (change: Change) => (): Persistence =>
  writing((accounts) => ({
    saveCustomer: async ({ account, ...customer }) =>
      accounts.saveCustomer({ ...customer, account: await changedBy(change, accounts, account) }),
    saveRegister: async ({ account, ...register }) =>
      accounts.saveRegister({ ...register, account: await changedBy(change, accounts, account) }),
    saveMaster: async (account) => accounts.saveMaster(await changedBy(change, accounts, account)),
  }));

const changedBy = async (change: Change, accounts: Accounts, account: Account): Promise<Account> =>
  change(account, await accounts.find('installation', account.id));

const savesOverAnyVersion = savesAs((account, before) => ({
  ...account,
  version: (before?.version ?? account.version) + 1,
}));

const keepsTheTime = savesAs((account, before) => ({
  ...account,
  updatedAt: before?.updatedAt ?? account.updatedAt,
}));

const keepsLeave = savesAs((account, before) => ({
  ...account,
  mayHaveSubAccounts: before?.mayHaveSubAccounts ?? account.mayHaveSubAccounts,
}));

const keepsRoles = savesAs((account, before) => ({
  ...account,
  ...(before?.defaultRole === undefined ? {} : { defaultRole: before.defaultRole }),
}));

/** What was said of an account that was corrected is what is found, also what was not to move. */
const moves = (part: (said: Account) => Partial<Account>) => (): Persistence => {
  const said = new Map<AccountId, Account>();
  const shown = <Found extends { readonly account: Account }>(
    found: Found | undefined,
  ): Found | undefined => {
    const moved = found && said.get(found.account.id);
    return found && moved ? { ...found, account: { ...found.account, ...part(moved) } } : found;
  };
  return altered(
    ({ accounts, ...unit }) => ({
      ...unit,
      accounts: {
        ...accounts,
        saveCustomer: (customer) => {
          said.set(customer.account.id, customer.account);
          return accounts.saveCustomer(customer);
        },
        saveRegister: (register) => {
          said.set(register.account.id, register.account);
          return accounts.saveRegister(register);
        },
        saveMaster: (account) => {
          said.set(account.id, account);
          return accounts.saveMaster(account);
        },
      },
    }),
    ({ accounts, ...view }) => ({
      ...view,
      accounts: {
        ...accounts,
        find: async (reach, ref) => {
          const account = await accounts.find(reach, ref);
          return shown(account && { account })?.account;
        },
        findCustomer: async (reach, ref) => shown(await accounts.findCustomer(reach, ref)),
        findRegister: async (reach, ref) => shown(await accounts.findRegister(reach, ref)),
      },
    }),
  );
};

const keepsWhatIsNotSaid = (): Persistence =>
  writing((accounts) => ({
    saveRegister: async (register) => {
      const before = await accounts.findRegister('installation', register.account.id);
      return accounts.saveRegister({ ...before, ...register });
    },
  }));

const stale: Conflict<'VersionStale'> = { taken: 'VersionStale' };

const staysAliveWhenStale = (): Persistence => {
  const isStale = async (accounts: Accounts, { id, version }: Account): Promise<boolean> =>
    (await accounts.find('installation', id))?.version !== version - 1;
  return writing((accounts) => ({
    saveCustomer: async (customer) =>
      (await isStale(accounts, customer.account)) ? err(stale) : accounts.saveCustomer(customer),
    saveRegister: async (register) =>
      (await isStale(accounts, register.account)) ? err(stale) : accounts.saveRegister(register),
    saveMaster: async (account) =>
      (await isStale(accounts, account)) ? err(stale) : accounts.saveMaster(account),
  }));
};

/** Corrections of units that did not commit are made all the same. */
const keepsWhatWasUndone = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async (work) => {
    const saved: ((accounts: Accounts) => ReturnType<Accounts['saveMaster' | 'saveCustomer']>)[] =
      [];
    try {
      return await store.transact(({ accounts, ...unit }) =>
        work({
          ...unit,
          accounts: {
            ...accounts,
            saveCustomer: (customer) => {
              saved.push((again) => again.saveCustomer(customer));
              return accounts.saveCustomer(customer);
            },
            saveRegister: (register) => {
              saved.push((again) => again.saveRegister(register));
              return accounts.saveRegister(register);
            },
            saveMaster: (account) => {
              saved.push((again) => again.saveMaster(account));
              return accounts.saveMaster(account);
            },
          },
        }),
      );
    } finally {
      // Stale, and nothing more, where the unit committed.
      for (const save of saved)
        await store.transact(({ accounts }) => save(accounts)).catch(() => undefined);
    }
  };
  return { ...store, transact };
};

const moved = (what: string): string =>
  `a correction of ${what} moves what it may, and nothing else`;
const older = (what: string): string =>
  `${what} of another version is not corrected, nor one that there is not`;

const kinds = ['a customer', 'a register entry', 'a master account'];

/** Adapters that correct an account otherwise than it was said, or in more than was said. */
export const brokenCorrections: readonly BrokenAdapter[] = [
  ...kinds.flatMap((what) => [
    broken(`corrects ${what} over any version`, savesOverAnyVersion, older(what)),
    broken(
      `lets two correct one version of ${what}`,
      savesOverAnyVersion,
      `of 20 racers for one version of ${what} exactly one wins`,
    ),
    broken(`keeps the time before a correction of ${what}`, keepsTheTime, moved(what)),
    broken(
      `suspends with a correction of ${what}`,
      moves(({ status }) => ({ status })),
      moved(what),
    ),
    broken(
      `moves the address with a correction of ${what}`,
      moves(({ address }) => ({ address })),
      moved(what),
    ),
    broken(
      `goes on after a stale correction of ${what}`,
      staysAliveWhenStale,
      `a conflict over the version of ${what} spends the unit`,
    ),
    broken(
      `keeps a correction of ${what} that was rolled back`,
      keepsWhatWasUndone,
      `a correction of ${what} is undone with its unit`,
    ),
  ]),
  broken(
    'gives a customer leave to have sub-accounts',
    moves(({ mayHaveSubAccounts }) => ({ mayHaveSubAccounts })),
    moved('a customer'),
  ),
  broken('keeps a default role that was taken away', keepsRoles, moved('a master account')),
  broken('gives and takes no leave to have sub-accounts', keepsLeave, moved('a register entry')),
  broken(
    'keeps what a register entry does not say any more',
    keepsWhatIsNotSaid,
    'a register entry that was corrected comes back whole',
  ),
];

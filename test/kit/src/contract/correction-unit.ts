import type {
  Account,
  AccountReads,
  AccountRegister,
  Conflict,
  CorrectedCustomer,
  Customer,
  NewAccountRegister,
  NewCustomer,
  Persistence,
  Result,
  Unit,
} from '@tenantry/domain';
import { same } from './expect.ts';
import type { Trial } from './law.ts';
import { commit, demandConflict, openMaster, stored } from './unit.ts';

/** An account that has a method of its own to correct it. */
export interface Correctable {
  readonly account: Account;
  readonly save: (unit: Unit, account: Account) => Promise<Result<void, Conflict<string>>>;
  /** It, and all that belongs to it. */
  readonly find: (accounts: AccountReads) => Promise<unknown>;
  /** What is found where the account is this one. */
  readonly whole: (account: Account) => unknown;
}

interface CorrectableKind {
  readonly what: string;
  /** What of an account moves besides name, version and time of update. */
  readonly moves: (said: Partial<Account>) => Partial<Account>;
  readonly open: (trial: Trial) => Promise<Correctable>;
}

export const correctableKinds: readonly CorrectableKind[] = [
  {
    what: 'a master account',
    moves: ({ defaultRole }) => (defaultRole === undefined ? {} : { defaultRole }),
    open: async (trial) => {
      const account = await openMaster(trial);
      return {
        account,
        save: ({ accounts }, corrected) => accounts.saveMaster(corrected),
        find: (accounts) => accounts.find('installation', account.id),
        whole: (corrected) => corrected,
      };
    },
  },
  {
    what: 'a customer',
    moves: () => ({}),
    open: async (trial) => {
      const master = await openMaster(trial);
      const customer = await addCustomer(trial, trial.make.customer([master], { people: 2 }));
      return {
        account: customer.account,
        save: ({ accounts }, account) =>
          accounts.saveCustomer({ ...customer, account, members: [], uniqueReferenceNames: [] }),
        find: (accounts) => accounts.findCustomer('installation', customer.account.id),
        whole: (account) => ({ ...customer, account }),
      };
    },
  },
  {
    what: 'a register entry',
    moves: ({ mayHaveSubAccounts = false }) => ({ mayHaveSubAccounts }),
    open: async (trial) => {
      const master = await openMaster(trial);
      const register = await addRegister(trial, trial.make.register([master]));
      const { member: others } = await addRegister(trial, trial.make.register([master]));
      return {
        account: register.account,
        save: ({ accounts }, account) =>
          accounts.saveRegister({ ...register, account, member: others }),
        find: (accounts) => accounts.findRegister('installation', register.account.id),
        whole: (account) => ({ ...register, account }),
      };
    },
  },
];

export const addCustomer = (
  { store }: Pick<Trial, 'store'>,
  customer: NewCustomer,
): Promise<Customer> =>
  commit(store, async ({ accounts }) => stored(await accounts.addCustomer(customer)));

export const saveCustomer = (
  { store }: Pick<Trial, 'store'>,
  customer: CorrectedCustomer,
): Promise<void> =>
  commit(store, async ({ accounts }) => {
    await accounts.holdForChange('installation', customer.account.id);
    stored(await accounts.saveCustomer(customer));
  });

export const addRegister = (
  { store }: Pick<Trial, 'store'>,
  register: NewAccountRegister,
): Promise<AccountRegister> =>
  commit(store, async ({ accounts }) => stored(await accounts.addRegister(register)));

/** One version on, without any other change. */
export const oneVersionOn = <Each extends { readonly account: Account }>(each: Each): Each => ({
  ...each,
  account: { ...each.account, version: each.account.version + 1 },
});

/** A conflict, after which the customer is what it was. */
export const demandRefused = async (
  store: Persistence,
  conflict: Conflict<string>,
  customer: CorrectedCustomer,
): Promise<void> => {
  const found = () =>
    store.read(({ accounts }) => accounts.findCustomer('installation', customer.account.id));
  const before = await found();
  await demandConflict(store, conflict, ({ accounts }) => accounts.saveCustomer(customer));
  same(await found(), before, 'a correction that was refused changed something');
};

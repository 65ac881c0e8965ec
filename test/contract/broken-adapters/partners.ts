import {
  type AccountAddress,
  type AccountId,
  err,
  type NewPartner,
  type Partner,
  type Persistence,
  parentIdOf,
  type Unit,
} from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { altered, type BrokenAdapter, broken, seeing, writing } from './altered.ts';

const losesBillingIds = (): Persistence =>
  seeing((accounts) => ({
    findPartner: async (reach, ref) => {
      const partner = await accounts.findPartner(reach, ref);
      if (partner === undefined) return undefined;
      const { billingId: _, ...rest } = partner;
      return rest;
    },
  }));

const savesOverAnyVersion = (): Persistence =>
  writing((accounts) => ({
    savePartner: async (partner) => {
      const before = await accounts.findPartner('installation', partner.account.id);
      const version = (before?.account.version ?? 0) + 1;
      return accounts.savePartner({ ...partner, account: { ...partner.account, version } });
    },
  }));

const looksAtNamesFirst = (): Persistence =>
  writing((accounts) => ({
    savePartner: async (partner) => {
      const named = { text: partner.account.name };
      const { items } = await accounts.partners('installation', { skip: 0, limit: 10, named });
      return items.some(({ account }) => account.id !== partner.account.id)
        ? err({ taken: 'NameTaken' })
        : accounts.savePartner(partner);
    },
  }));

const staysAliveWhenStale = (): Persistence =>
  writing((accounts) => ({
    savePartner: async (partner) => {
      const before = await accounts.findPartner('installation', partner.account.id);
      return before !== undefined && before.account.version + 1 !== partner.account.version
        ? err({ taken: 'VersionStale' })
        : accounts.savePartner(partner);
    },
  }));

const namesOneConflict = (): Persistence =>
  writing((accounts) => ({
    addPartner: async (partner) => {
      const added = await accounts.addPartner(partner);
      return added.ok ? added : err({ taken: added.error.taken });
    },
  }));

/** An address is in use, and what else is comes with it. */
const namesMoreThanAnAddress = (): Persistence =>
  writing((accounts) => ({
    addPartner: async (partner) => {
      const { reference, account } = partner;
      const slice = { skip: 0, limit: 10, named: { text: reference } };
      const { total } = await accounts.partners('installation', slice);
      const held = await accounts.findByAddress('installation', account.address);
      return held === undefined || total === 0
        ? accounts.addPartner(partner)
        : err({ taken: 'AddressTaken', also: ['ReferenceTaken'] });
    },
  }));

/** Refuses a partner whose key was ever seen. */
const refusingBy = (keyOf: (partner: NewPartner) => string): Persistence => {
  const held = new Set<string>();
  return writing((accounts) => ({
    addPartner: async (partner) => {
      const key = keyOf(partner);
      if (held.has(key)) return err({ taken: 'NameTaken' });
      held.add(key);
      return accounts.addPartner(partner);
    },
  }));
};

const neverFreesNames = (): Persistence =>
  refusingBy(({ account }) => JSON.stringify([parentIdOf(account), account.name]));

const foldsNames = (): Persistence =>
  refusingBy(({ account }) => JSON.stringify([parentIdOf(account), account.name.toLowerCase()]));

const movesAddresses = (): Persistence => {
  const moved = new Map<AccountId, AccountAddress>();
  const shown = (partner: Partner | undefined): Partner | undefined => {
    const address = partner && moved.get(partner.account.id);
    return partner === undefined || address === undefined
      ? partner
      : { ...partner, account: { ...partner.account, address } };
  };
  return altered(
    ({ accounts, ...unit }) => ({
      ...unit,
      accounts: {
        ...accounts,
        savePartner: (partner) => {
          moved.set(partner.account.id, partner.account.address);
          return accounts.savePartner(partner);
        },
      },
    }),
    ({ accounts, ...view }) => ({
      ...view,
      accounts: {
        ...accounts,
        findPartner: async (reach, ref) => shown(await accounts.findPartner(reach, ref)),
      },
    }),
  );
};

const countsBeyondTheReach = (): Persistence =>
  seeing((accounts) => ({
    partners: async (reach, slice) => ({
      ...(await accounts.partners(reach, slice)),
      total: (await accounts.partners('installation', slice)).total,
    }),
  }));

const keepsCorrections = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async (work) => {
    const saved: Partner[] = [];
    try {
      return await store.transact(({ accounts, ...unit }) =>
        work({
          ...unit,
          accounts: {
            ...accounts,
            savePartner: (partner) => {
              saved.push(partner);
              return accounts.savePartner(partner);
            },
          },
        }),
      );
    } finally {
      // Stale, and nothing more, where the unit committed.
      for (const partner of saved)
        await store
          .transact(({ accounts }) => accounts.savePartner(partner))
          .catch(() => undefined);
    }
  };
  return { ...store, transact };
};

const sharesItsUnit = (): Persistence => {
  const store = memoryPersistence();
  const open = new Set<Unit>();
  const transact: Persistence['transact'] = async (work) => {
    const [outer] = open;
    if (outer !== undefined) return work(outer);
    return store.transact((unit) => {
      open.add(unit);
      return work(unit).finally(() => open.delete(unit));
    });
  };
  return { ...store, transact };
};

const stale = 'a version that is not the next one is stale, whatever else is taken';

/** Adapters that partners cannot be trusted to. */
export const brokenPartners: readonly BrokenAdapter[] = [
  broken('loses a billing id', losesBillingIds, 'a partner comes back whole, by id and by number'),
  broken('saves a partner over any version', savesOverAnyVersion, stale),
  broken('looks at names before the version', looksAtNamesFirst, stale),
  broken(
    'goes on after a stale version',
    staysAliveWhenStale,
    'a conflict over a version spends the unit',
  ),
  broken(
    'names one of the values in use',
    namesOneConflict,
    'a partner hears of all that others have, and of an address alone',
  ),
  broken(
    'names more than an address in use',
    namesMoreThanAnAddress,
    'a partner hears of all that others have, and of an address alone',
  ),
  broken(
    'never frees a name',
    neverFreesNames,
    'what a partner has been called is free again, and what it is called is not',
  ),
  broken(
    "folds partners' names",
    foldsNames,
    "a partner's name is taken once beneath a parent, among partners alone",
  ),
  broken(
    'moves an address with a correction',
    movesAddresses,
    'what cannot be corrected of a partner stays as it is',
  ),
  broken(
    'counts partners beyond the reach',
    countsBeyondTheReach,
    'partners come by number, those of the reach alone, however they are cut',
  ),
  broken(
    'keeps a correction that was rolled back',
    keepsCorrections,
    'a correction of a partner is undone with its unit',
  ),
  broken(
    'lets a unit into one that is open',
    sharesItsUnit,
    'a suspension waits for whoever holds the account in a lineage',
  ),
];

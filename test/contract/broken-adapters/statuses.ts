import type { Account, Persistence } from '@tenantry/domain';
import { type BrokenAdapter, broken, writing } from './altered.ts';

/** As if the version that stands were the one before. */
const savesAnyVersion = (): Persistence =>
  writing((accounts) => ({
    saveStatus: async (account) => {
      const stands = await accounts.find('installation', account.id);
      const version = (stands?.version ?? account.version) + 1;
      return accounts.saveStatus({ ...account, version });
    },
  }));

const savesOtherwise =
  (change: (account: Account, before: Account) => Account) => (): Persistence =>
    writing((accounts) => ({
      saveStatus: async (account) => {
        const before = await accounts.find('installation', account.id);
        return accounts.saveStatus(before === undefined ? account : change(account, before));
      },
    }));

const movesAllBeneath = (): Persistence =>
  writing((accounts) => ({
    saveStatus: async (account) => {
      const { id, status, updatedAt } = account;
      const saved = await accounts.saveStatus(account);
      for (const child of await accounts.children('installation', id, { limit: 100 }))
        if (saved.ok)
          await accounts.saveStatus({ ...child, status, updatedAt, version: child.version + 1 });
      return saved;
    },
  }));

const keepsClosed = savesOtherwise((account) =>
  account.status === 'closed' ? { ...account, status: 'suspended' } : account,
);

const keepsTimes = savesOtherwise((account, { updatedAt }) => ({ ...account, updatedAt }));

const moved = 'a status is saved with its version and time, and moves nothing else';

/** Adapters in which an account is suspended or closed otherwise than it was said. */
export const brokenStatuses: readonly BrokenAdapter[] = [
  broken('moves the status of all beneath', movesAllBeneath, moved),
  broken('takes closed for suspended', keepsClosed, moved),
  broken('keeps the time of the update before', keepsTimes, moved),
  broken(
    'saves a status over any version',
    savesAnyVersion,
    'a status of another version is not saved, nor one of no account',
  ),
  broken(
    'lets two change the status of one version',
    savesAnyVersion,
    'of 20 racers for one change of the status of an account exactly one wins',
  ),
];

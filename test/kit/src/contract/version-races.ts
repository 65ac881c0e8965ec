import {
  type Account,
  AccountName,
  ExternalReference,
  PersonName,
  Reference,
} from '@tenantry/domain';
import { addCustomer, addRegister, oneVersionOn } from './correction-unit.ts';
import { nextVersion } from './partner-unit.ts';
import { type Race, turnsOf } from './race.ts';

/** Each kind of account, which is corrected once from one version, or suspended or closed. */
export const versionRaces: readonly Race[] = [
  {
    prize: 'one version of a partner',
    conflict: { taken: 'VersionStale' },
    contest: (make, _, there) => () => {
      const partner = { ...nextVersion(there), reference: Reference.parse(make.text('another')) };
      return async ({ accounts }) => {
        await accounts.holdForChange('installation', partner.account.id);
        return accounts.savePartner(partner);
      };
    },
  },
  {
    prize: 'one version of a customer',
    conflict: { taken: 'VersionStale' },
    contest: async (make, master, _, trial) => {
      const next = oneVersionOn(await addCustomer(trial, make.customer([master])));
      return () => {
        const references = [ExternalReference.parse({ name: 'CRM', value: make.text('another') })];
        return async ({ accounts }) => {
          await accounts.holdForChange('installation', next.account.id);
          return accounts.saveCustomer({ ...next, references, uniqueReferenceNames: ['CRM'] });
        };
      };
    },
  },
  {
    prize: 'one version of a register entry',
    conflict: { taken: 'VersionStale' },
    contest: async (make, master, _, trial) => {
      const next = oneVersionOn(await addRegister(trial, make.register([master])));
      return () => {
        const firstName = PersonName.parse(make.text('another'));
        return async ({ accounts }) => {
          await accounts.holdForChange('installation', next.account.id);
          return accounts.saveRegister({ ...next, firstName });
        };
      };
    },
  },
  {
    prize: 'one version of a master account',
    conflict: { taken: 'VersionStale' },
    contest: (make, master) => () => {
      const { account } = oneVersionOn({ account: master });
      const corrected = { ...account, name: AccountName.parse(make.text('another')) };
      return async ({ accounts }) => {
        await accounts.holdForChange('installation', master.id);
        return accounts.saveMaster(corrected);
      };
    },
  },
  {
    prize: 'one change of the status of an account',
    conflict: { taken: 'VersionStale' },
    contest: (_, __, { account }) => {
      const next = turnsOf<Account['status']>(['suspended', 'closed']);
      return () => {
        const saved: Account = { ...account, status: next(), version: account.version + 1 };
        return async ({ accounts }) => {
          await accounts.holdForChange('installation', account.id);
          return accounts.saveStatus(saved);
        };
      };
    },
  },
];

import {
  type Account,
  AccountName,
  type Conflict,
  EmailAddress,
  ExternalReference,
  type Lineage,
  type Partner,
  PersonName,
  Reference,
  type Result,
  type Unit,
  UserName,
} from '@tenantry/domain';
import { addCustomer, addRegister, oneVersionOn } from './correction-unit.ts';
import type { Trial } from './law.ts';
import type { Make } from './make.ts';
import { nextVersion } from './partner-unit.ts';
import { stored } from './unit.ts';

type Enter = () => (unit: Unit) => Promise<Result<unknown, Conflict<string>>>;

/** Something that only one of many can have, beneath a master with one partner. */
export interface Race {
  readonly prize: string;
  readonly conflict: Conflict<string>;
  readonly contest: (
    make: Make,
    master: Account,
    there: Partner,
    trial: Pick<Trial, 'store'>,
  ) => Enter | Promise<Enter>;
}

/** One mailbox. */
const spellings = [
  'jane@bücher.example',
  'Jane@Bücher.Example',
  'JANE@XN--BCHER-KVA.EXAMPLE',
  'jane@xn--bcher-kva.example',
] as const;

/** Each in its turn, over and over. */
const turnsOf = <Turn>(all: readonly [Turn, ...Turn[]]): (() => Turn) => {
  let taken = 0;
  return () => all[taken++ % all.length] ?? all[0];
};

/** Each thing that is unique somewhere. */
export const races: readonly Race[] = [
  {
    prize: 'one address',
    conflict: { taken: 'AddressTaken' },
    contest: (make) => {
      const { address } = make.master();
      return () => {
        const master = make.master({ address });
        return ({ accounts }) => accounts.addMaster(master);
      };
    },
  },
  {
    prize: 'one unique reference',
    conflict: { taken: 'ReferenceTaken', index: 1 },
    contest: (make, master) => () => {
      const customer = make.customer([master], {
        people: 1,
        uniqueReferenceNames: ['CRM'],
        references: [
          { name: 'other', value: 'shared' },
          { name: 'CRM', value: 'one' },
        ],
      });
      return ({ accounts }) => accounts.addCustomer(customer);
    },
  },
  {
    prize: 'one mailbox of a user',
    conflict: { taken: 'EmailTaken' },
    contest: (make) => {
      const email = make.mailbox();
      return () => {
        const user = make.user({ email });
        return ({ access }) => access.addUser(user);
      };
    },
  },
  {
    prize: 'one mailbox of a user, spelt in many ways',
    conflict: { taken: 'EmailTaken' },
    contest: (make) => {
      const next = turnsOf(spellings);
      return () => {
        const user = make.user({ email: EmailAddress.parse(next()) });
        return ({ access }) => access.addUser(user);
      };
    },
  },
  {
    prize: 'one mailbox in an account',
    conflict: { taken: 'EmailTaken' },
    contest: (make, { id }) => {
      const email = make.mailbox();
      return () => {
        const membership = { ...make.invited(id), email };
        return ({ access }) => access.addMembership(membership);
      };
    },
  },
  {
    prize: 'one user name',
    conflict: { taken: 'UserNameTaken' },
    contest: (make, { id }) => {
      const userName = UserName.parse('Somebody');
      return () => {
        const membership = { ...make.invited(id), userName };
        return ({ access }) => access.addMembership(membership);
      };
    },
  },
  {
    prize: 'one name of a partner',
    conflict: { taken: 'NameTaken' },
    contest: (make, master) => () => {
      const partner = make.partner([master], { name: 'Somebody' });
      return ({ accounts }) => accounts.addPartner(partner);
    },
  },
  {
    prize: 'one reference of a partner',
    conflict: { taken: 'ReferenceTaken' },
    contest: (make, master, { account }) => {
      const next = turnsOf<Lineage>([[master], [master, account]]);
      return () => {
        const partner = make.partner(next(), { reference: 'one' });
        return ({ accounts }) => accounts.addPartner(partner);
      };
    },
  },
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
    prize: 'one unique reference that a correction takes',
    conflict: { taken: 'ReferenceTaken', index: 0 },
    contest: (make, master) => () => {
      const customer = make.customer([master]);
      const references = [ExternalReference.parse({ name: 'CRM', value: 'one' })];
      return async ({ accounts }) => {
        const there = stored(await accounts.addCustomer(customer));
        const corrected = { ...oneVersionOn(there), references };
        return accounts.saveCustomer({ ...corrected, uniqueReferenceNames: ['CRM'] });
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
  {
    prize: 'one mailbox of a registered account, spelt in many ways',
    conflict: { taken: 'EmailTaken' },
    contest: (make, master) => {
      const next = turnsOf(spellings);
      return () => {
        const register = make.register([master], { email: next() });
        return ({ accounts }) => accounts.addRegister(register);
      };
    },
  },
  {
    prize: 'one name of an app',
    conflict: { taken: 'AppNameTaken' },
    contest: (make, { id }) => {
      const { name } = make.app(id);
      return () => {
        const app = make.app(id, { name });
        return ({ accounts }) => accounts.addApp(app);
      };
    },
  },
  {
    prize: 'one kept result',
    conflict: { taken: 'Result' },
    contest: (make, { id }) => {
      const { lookup, lapsesAt } = make.result(id);
      return () => {
        const result = make.result(id, { lookup });
        return ({ records }) => records.addResult(result, new Date(lapsesAt.getTime() - 1));
      };
    },
  },
  {
    prize: 'the installation',
    conflict: { taken: 'Installation' },
    contest: (make) => () => {
      const installation = make.installation();
      return ({ records }) => records.addInstallation(installation);
    },
  },
];

import { EmailAddress, ExternalReference, type Lineage, UserName } from '@tenantry/domain';
import { oneVersionOn } from './correction-unit.ts';
import { type Race, turnsOf } from './race.ts';
import { stored } from './unit.ts';
import { versionRaces } from './version-races.ts';

/** One mailbox. */
const spellings = [
  'jane@bücher.example',
  'Jane@Bücher.Example',
  'JANE@XN--BCHER-KVA.EXAMPLE',
  'jane@xn--bcher-kva.example',
] as const;

/** Each thing that is unique somewhere. */
export const races: readonly Race[] = [
  ...versionRaces,
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

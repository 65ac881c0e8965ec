import { type Account, type Conflict, type Result, type Unit, UserName } from '@tenantry/domain';
import { demand, same, show } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { openMaster } from './unit.ts';

const racers = 20;

/** That of many who want the same thing at once exactly one gets it. */
export const raceLaws = (law: StateLaw): readonly Law[] =>
  races.map(({ prize, conflict, contest }) =>
    law(`of ${racers} racers for ${prize} exactly one wins`, async ({ store, make }) => {
      const master = await openMaster({ store, make });
      const enter = contest(make, master);
      const runners = Array.from({ length: racers }, enter);
      const answers = await Promise.all(runners.map((run) => store.transact(run)));
      const winners = answers.filter((answer) => answer.ok).length;
      demand(winners === 1, `${winners} racers won: ${show(answers)}`);
      const losers = answers.filter((answer) => !answer.ok);
      const expected = { ok: false, error: conflict };
      same(losers, Array(racers - 1).fill(expected), 'the losers did not hear of the conflict');
      const last = await store.transact(enter());
      same(last, expected, 'whoever comes later hears of the conflict too');
    }),
  );

interface Race {
  readonly prize: string;
  readonly conflict: Conflict<string>;
  readonly contest: (
    make: Make,
    master: Account,
  ) => () => (unit: Unit) => Promise<Result<unknown, Conflict<string>>>;
}

const races: readonly Race[] = [
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
    prize: 'one kept result',
    conflict: { taken: 'Result' },
    contest: (make) => {
      const { lookup, lapsesAt } = make.result();
      return () => {
        const result = make.result({ lookup });
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

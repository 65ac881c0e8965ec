import {
  type Account,
  type Conflict,
  type Partner,
  Reference,
  type Result,
  type Unit,
  UserName,
} from '@tenantry/domain';
import { demand, same, show } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import type { Make } from './make.ts';
import { addPartner, nextVersion } from './partner-unit.ts';
import { commit, openMaster, stored } from './unit.ts';

const racers = 20;

/** That of many who want the same thing at once exactly one gets it. */
export const raceLaws = (law: StateLaw): readonly Law[] => [
  ...races.map(({ prize, conflict, contest }) =>
    law(`of ${racers} racers for ${prize} exactly one wins`, async ({ store, make }) => {
      const master = await openMaster({ store, make });
      const there = await addPartner({ store }, make.partner([master]));
      const enter = contest(make, master, there);
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
  ),

  law(`of ${racers} who renew one session exactly one does`, async ({ store, make }) => {
    const { contactMember } = await openPartner({ store, make });
    const session = make.session(contactMember.id);
    await commit(store, ({ access }) => access.addSession(session, new Date(0)));
    await demandOne(() =>
      commit(store, ({ access }) => access.advanceSession({ ...session, serial: 2 })),
    );
  }),

  law(`of ${racers} who replace one credential exactly one does`, async ({ store, make }) => {
    const { id, ...user } = make.user();
    await commit(store, async ({ access }) => stored(await access.addUser({ id, ...user })));
    const { generation: from } = user.credential;
    await demandOne((racer) => {
      const credential = { ...user.credential, hash: `hash ${racer}`, generation: from + 1 };
      return commit(store, ({ access }) => access.replaceCredential(id, from, credential));
    });
  }),
];

async function demandOne(enter: (racer: number) => Promise<boolean>): Promise<void> {
  const answers = await Promise.all(Array.from({ length: racers }, (_, racer) => enter(racer)));
  const winners = answers.filter((isWinner) => isWinner).length;
  demand(winners === 1, `${winners} racers did: ${show(answers)}`);
}

const openPartner = async (trial: Pick<Trial, 'store' | 'make'>): Promise<Partner> =>
  addPartner(trial, trial.make.partner([await openMaster(trial)]));

interface Race {
  readonly prize: string;
  readonly conflict: Conflict<string>;
  readonly contest: (
    make: Make,
    master: Account,
    there: Partner,
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
      const parents = [[master], [master, account]] as const;
      let entered = 0;
      return () => {
        const [under, below] = parents;
        const partner = make.partner(entered++ % 2 === 0 ? under : below, { reference: 'one' });
        return ({ accounts }) => accounts.addPartner(partner);
      };
    },
  },
  {
    prize: 'one version of a partner',
    conflict: { taken: 'VersionStale' },
    contest: (make, _, there) => () => {
      const partner = { ...nextVersion(there), reference: Reference.parse(make.text('another')) };
      return ({ accounts }) => accounts.savePartner(partner);
    },
  },
  {
    prize: 'one mailbox of a registered account',
    conflict: { taken: 'EmailTaken' },
    contest: (make, master) => {
      const { address } = make.mailbox();
      return () => {
        const register = make.register([master], { email: address });
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

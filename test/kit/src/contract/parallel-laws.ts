import {
  type AccountId,
  err,
  ok,
  type Persistence,
  type Result,
  type Unit,
} from '@tenantry/domain';
import { crossed } from './crossed.ts';
import { same } from './expect.ts';
import { idsOf } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { allEnd } from './meanwhile.ts';
import { commit, endingOf, openMaster, stored } from './unit.ts';

/** That units that run at once have nothing to do with each other. */
export const parallelLaws = (law: StateLaw): readonly Law[] => [
  law('whatever ends one of many units at once leaves the others whole', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const begun = Array.from({ length: 24 }, (_, at) => {
      const { outcome, end } = ends[at % ends.length] ?? commits;
      const [customer, event] = [make.customer([master], { people: 1 }), make.event(master.id)];
      const unit = endingOf(
        store.transact(async (handles) => {
          stored(await handles.accounts.addCustomer(customer));
          await handles.records.addEvent(event);
          return end(handles, make);
        }),
      );
      return { outcome, customer, event, unit };
    });
    const units = begun.map(({ unit }) => unit);
    same(await allEnd(trial, units), Array.from(begun, outcomeOf), 'how the units ended');

    const whole = begun.filter(({ outcome }) => outcome === 'ok');
    const expected = whole.map(({ customer }) => customer.account.id).toSorted();
    await store.read(async ({ accounts }) => {
      const found = idsOf(await accounts.children('installation', master.id, { limit: 100 }));
      same(found, expected, 'the accounts of the units that committed');
      for (const id of found) {
        const customer = await accounts.findCustomer('installation', id);
        same(customer?.members.length, 1, 'the members of one of them');
      }
    });
    const events = idsOf(whole.map(({ event }) => event)).toSorted();
    same((await eventsIn(store)).toSorted(), events, 'the events of the units that committed');
  }),

  law('a unit is committed once, however often its work is run', async (trial) => {
    const { store, make } = trial;
    const { id } = await openMaster(trial);
    // What is made within the work is another thing each time: nothing keeps it from being doubled.
    const units = Array.from({ length: 10 }, () =>
      commit(store, async ({ access, records }) => {
        await access.addTry('one', make.time(), new Date(0));
        await records.addEvent(make.event(id));
      }),
    );
    await allEnd(trial, units);
    same((await eventsIn(store)).length, units.length, 'the events of so many units');
    const tries = await store.read(({ access }) => access.findTries('one', new Date(0)));
    same(tries?.count, units.length, 'the tries that they counted');
  }),

  law('two units that each hold an account the other wants both end', async (trial) => {
    const { make } = trial;
    const [one, other] = [await openMaster(trial), await openMaster(trial)];
    const refused = await crossed(trial, [one.id, other.id], (unit, id) =>
      holdAndNote(unit, id, make),
    );
    same(refused, [], 'what the units heard instead');
    same((await eventsIn(trial.store)).length, 4, 'the events that each of both added, once');
  }),

  law(
    'two units that each take a mailbox the other wants both end, one with both',
    async (trial) => {
      const { store, make } = trial;
      const mailboxes = [make.mailbox(), make.mailbox()] as const;
      const refused = await crossed(trial, mailboxes, ({ access }, email) =>
        access.addUser(make.user({ email })),
      );
      same(refused, [{ taken: 'EmailTaken' }], 'what one of the units heard');
      for (const email of mailboxes) {
        const user = await store.read(({ access }) => access.userByMailbox(email));
        same(user?.email, email, 'the mailbox of a user');
      }
    },
  ),
];

interface End {
  readonly outcome: Awaited<ReturnType<typeof endingOf>>;
  readonly end: (unit: Unit, make: Make) => Promise<Result<undefined, string>>;
}

const commits: End = { outcome: 'ok', end: async () => ok(undefined) };

const ends: readonly End[] = [
  commits,
  { outcome: 'error', end: async () => err('declined') },
  {
    outcome: 'thrown',
    end: async () => {
      throw new Error('on purpose');
    },
  },
  commits,
  {
    outcome: 'thrown',
    end: async ({ access }, make) => {
      await access.addKey(make.key(make.accountId()));
      return ok(undefined);
    },
  },
];

const outcomeOf = ({ outcome }: Pick<End, 'outcome'>): End['outcome'] => outcome;

async function holdAndNote(
  { accounts, records }: Unit,
  id: AccountId,
  make: Make,
): Promise<Result<undefined, never>> {
  await accounts.holdForChange('installation', id);
  await records.addEvent(make.event(id));
  return ok(undefined);
}

const eventsIn = async (store: Persistence): Promise<readonly string[]> =>
  idsOf(await store.read(({ records }) => records.events('installation', { limit: 100 })));

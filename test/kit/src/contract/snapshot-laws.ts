import type { Unit } from '@tenantry/domain';
import { type Change, changes } from './changes.ts';
import { type Everything, everythingOf, numbered } from './everything.ts';
import { readEverything, whole } from './everything-read.ts';
import { writeEverything } from './everything-stored.ts';
import { demand, same, show } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import type { Make } from './make.ts';
import { settlesSoon, whileReading } from './meanwhile.ts';
import { commit, stored } from './unit.ts';

/** That one read, whatever it asks and how often, sees one moment. */
export const snapshotLaws = (law: StateLaw): readonly Law[] => [
  law('a read sees one moment, whatever is committed between its questions', async (trial) => {
    const { store, make } = trial;
    const things = everythingOf(make);
    await commit(store, (unit) => writeEverything(unit, things));
    await whileReading(
      store,
      async (view) => {
        same(await readEverything(view, things), whole(things), 'the first questions');
      },
      () => changeAll(trial, things),
      async (view) => {
        same(await readEverything(view, things), whole(things), 'the same questions again');
      },
    );
    await demandChanged(trial, things);
  }),

  law('a read sees the moment at which it began, though it asks later', async (trial) => {
    const { store, make } = trial;
    const things = everythingOf(make);
    await commit(store, (unit) => writeEverything(unit, things));
    await whileReading(
      store,
      async () => undefined,
      () => changeAll(trial, things),
      async (view) => {
        same(await readEverything(view, things), whole(things), 'what stood when it began');
      },
    );
    await demandChanged(trial, things);
  }),
];

/** One unit for each change: none of them may wait for a read that is open. */
async function changeAll(trial: Trial, things: Everything): Promise<void> {
  const { store, make } = trial;
  for (const { called, change } of [...changes, ...additions]) {
    const unit = commit(store, (handles) => change(handles, things, make));
    demand(await settlesSoon(unit, trial), `${called} waited for a read that was open`);
    await unit;
  }
}

/** What of everything looks different by now: had nothing changed, the law would say nothing. */
async function demandChanged({ store }: Trial, things: Everything): Promise<void> {
  const before = Object.entries(whole(things)).map(([name, read]) => [name, show(read)]);
  const after = Object.entries(await store.read((view) => readEverything(view, things)));
  const texts = new Map(after.map(([name, read]) => [name, show(read)]));
  const asBefore = before.filter(([name = '', text]) => texts.get(name) === text);
  same(
    asBefore.map(([name]) => name).filter((name = '') => changing.includes(name)),
    [],
    'what a later read sees as it stood before',
  );
}

const changing: readonly string[] = [
  'installation',
  'masters',
  'master',
  'byAddress',
  'named',
  'children',
  'subtree',
  'search',
  'referred',
  'partner',
  'partners',
  'registers',
  'apps',
  'register',
  'customer',
  'membership',
  'byUserName',
  'byMailbox',
  'byInvitation',
  'members',
  'memberships',
  'contact',
  'keys',
  'user',
  'userByMailbox',
  'session',
  'reset',
  'byToken',
  'delivery',
  'deliveries',
  'due',
  'backlog',
  'newest',
  'tries',
  'result',
  'events',
];

const additions: readonly Change[] = [
  {
    called: 'a master account',
    change: async ({ accounts }, _, make) => stored(await accounts.addMaster(make.master())),
  },
  { called: 'accounts beneath it', change: addBeneath },
  {
    called: 'a member and a key',
    change: async ({ access }, { master }, make) => {
      stored(await access.addMembership(make.invited(master.id)));
      await access.addKey(make.key(master.id));
    },
  },
  {
    called: 'an event',
    change: ({ records }, { master }, make) => records.addEvent(make.event(master.id)),
  },
];

async function addBeneath(
  { accounts }: Unit,
  { master, register }: Everything,
  make: Make,
): Promise<void> {
  const parents = [numbered(master)] as const;
  stored(await accounts.addCustomer(make.customer(parents, { people: 1 })));
  stored(await accounts.addPartner(make.partner(parents)));
  stored(await accounts.addRegister(make.register(parents)));
  stored(await accounts.addApp(make.app(register.account.id)));
}

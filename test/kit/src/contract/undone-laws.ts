import type { Unit } from '@tenantry/domain';
import { corrected, type Everything, everythingOf } from './everything.ts';
import { demandStored, writeEverything } from './everything-stored.ts';
import { demand } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import type { Make } from './make.ts';
import { commit, endingOf, rollbacks, stored } from './unit.ts';

/** That a change of what stands is undone with its unit, as an addition is. */
export const undoneLaws = (law: StateLaw): readonly Law[] =>
  changes.map(({ called, change }) =>
    law(`${called} is undone with its unit`, async ({ store, make }) => {
      const things = everythingOf(make);
      await commit(store, (unit) => writeEverything(unit, things));
      for (const { after, end } of rollbacks) {
        const done = new Set<unknown>();
        await endingOf(
          store.transact(async (unit) => {
            done.add(await change(unit, things, make));
            return end();
          }),
        );
        demand(done.size === 1 && !done.has(false), `there was none before ${after}`);
        await demandStored(store, things);
      }
    }),
  );

interface Change {
  readonly called: string;
  readonly change: (unit: Unit, things: Everything, make: Make) => Promise<unknown>;
}

const later = new Date(Date.UTC(2035, 0));
const latest = new Date(Date.UTC(2036, 0));

const changes: readonly Change[] = [
  {
    called: 'a correction of a partner',
    change: async ({ accounts }, things) => stored(await accounts.savePartner(corrected(things))),
  },
  {
    called: 'a credential that replaced another',
    change: ({ access }, { user: { id, credential } }) =>
      access.replaceCredential(id, credential.generation, { ...credential, hash: 'another' }),
  },
  {
    called: 'a session that went on',
    change: ({ access }, { session }) =>
      access.advanceSession({ ...session, serial: session.serial + 1, until: later }),
  },
  {
    called: 'the forgetting of sessions that are over',
    change: ({ access }, { membership }, make) =>
      access.addSession(make.session(membership.id, { until: latest }), later),
  },
  {
    called: 'a try that was counted',
    change: ({ access }, { tries: { lookup, until } }) => access.addTry(lookup, until, new Date(0)),
  },
  {
    called: 'a try that was taken back',
    change: ({ access }, { tries: { lookup, until } }) => access.removeTry(lookup, until),
  },
  {
    called: 'the forgetting of tries that are over',
    change: ({ access }, _, make) => access.addTry(make.uuid(), latest, later),
  },
];

import type { Unit } from '@tenantry/domain';
import { corrected, type Everything } from './everything.ts';
import type { Make } from './make.ts';
import { stored } from './unit.ts';

/** A change of what stands, in a store that holds everything. */
export interface Change {
  readonly called: string;
  readonly change: (unit: Unit, things: Everything, make: Make) => Promise<unknown>;
}

const later = new Date(Date.UTC(2035, 0));
const latest = new Date(Date.UTC(2036, 0));

/** They may follow one another in this order. */
export const changes: readonly Change[] = [
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
  {
    called: 'another check of the secret',
    change: ({ records }) => records.setSecretCheck('another'),
  },
  {
    called: 'a result that replaced one that had lapsed',
    change: async ({ records }, { master, result: { lookup } }, make) =>
      stored(await records.addResult(make.result(master.id, { lookup }), later)),
  },
];

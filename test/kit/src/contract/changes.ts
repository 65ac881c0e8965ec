import { MembershipNumber, type Unit } from '@tenantry/domain';
import { type Everything, numbered } from './everything.ts';
import {
  corrected,
  correctedCustomer,
  correctedMaster,
  correctedRegister,
} from './everything-corrected.ts';
import type { Make } from './make.ts';
import { stored } from './unit.ts';

/** A change of what stands, in a store that holds everything. */
export interface Change {
  readonly called: string;
  readonly change: (unit: Unit, things: Everything, make: Make) => Promise<unknown>;
}

const later = new Date(Date.UTC(2035, 0));
const latest = new Date(Date.UTC(2036, 0));
const afterAll = new Date(Date.UTC(2037, 0));

/** They may follow one another in this order. */
export const changes: readonly Change[] = [
  {
    called: 'a correction of a partner',
    change: async ({ accounts }, things) => stored(await accounts.savePartner(corrected(things))),
  },
  {
    called: 'a correction of a customer',
    change: async ({ accounts }, things) =>
      stored(await accounts.saveCustomer(correctedCustomer(things))),
  },
  {
    called: 'a correction of a master account',
    change: async ({ accounts }, things) =>
      stored(await accounts.saveMaster(correctedMaster(things))),
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
    called: 'another policy',
    change: ({ records }, { installation: { policy } }) =>
      records.setPolicy({ ...policy, brand: 'Another' }),
  },
  {
    called: 'a result that replaced one that had lapsed',
    change: async ({ records }, { master, result: { lookup } }, make) =>
      stored(await records.addResult(make.result(master.id, { lookup }), later)),
  },
  {
    called: 'the status of an account',
    change: async ({ accounts }, { register: { account } }) => {
      const { version } = account;
      const saved = { ...numbered(account), status: 'suspended' as const, updatedAt: later };
      return stored(await accounts.saveStatus({ ...saved, version: version + 1 }));
    },
  },
  {
    called: 'a correction of a register entry',
    change: async ({ accounts }, things) => {
      const { account, ...details } = correctedRegister(things);
      // Its status may have been changed before.
      const { version = 0 } = (await accounts.find('installation', account.id)) ?? {};
      const next = { ...account, version: version + 1 };
      return stored(await accounts.saveRegister({ ...details, account: next }));
    },
  },
  {
    called: 'the end of a key, and its last use',
    change: async ({ access }, { successor: { id } }) => {
      await access.noteKeyUse(id, later);
      return access.endKey(id, { revokedAt: later });
    },
  },
  {
    called: 'the end of a session',
    change: ({ access }, { session }) => access.endSession(session.id),
  },
  {
    called: 'the forgetting of all tries',
    change: ({ access }, { tries: { lookup } }) => access.forgetTries(lookup),
  },
  {
    called: 'mail that is tried again, and mail that was sent',
    change: async ({ deliveries }, { delivery, note }) => {
      const claimed = await deliveries.claim({ now: later, until: latest, limit: 10 });
      const settled = [];
      for (const { id, fence } of claimed) {
        const lost = { state: 'undeliverable' as const, attempts: 12, reason: 'refused' };
        const ending = id === note.id ? { state: 'sent' as const } : lost;
        settled.push(await deliveries.settle({ id, fence, ...ending }));
      }
      return settled.length > 2 && (await deliveries.retry(delivery.id, latest));
    },
  },
  {
    called: 'the forgetting of resets that are over, with their mail',
    change: ({ access }, _, make) => access.addReset(make.reset({ until: latest }), later),
  },
  {
    called: 'the forgetting of mail that has ended',
    change: async ({ deliveries }) => {
      for (const { id, fence } of await deliveries.claim({ now: latest, until: latest, limit: 10 }))
        await deliveries.settle({ id, fence, state: 'superseded' });
      const { forgotten } = await deliveries.forgetEnded(afterAll, { limit: 10 });
      return forgotten > 0;
    },
  },
  {
    called: 'a member who was put out, and forgotten',
    change: async ({ access }, { membership, user }) => {
      const { id, accountId, name, email, roles, status, generation } = membership;
      const place = { id, number: MembershipNumber.parse(1), accountId, name, email, roles };
      const gone = { ...place, generation: generation + 1, status: 'revoked' as const };
      const saved = stored(await access.saveMembership(gone, { status, generation }));
      await access.forgetUser(user.id);
      return saved === 'saved';
    },
  },
  {
    called: 'the forgetting of all that is over',
    change: async ({ access, records }) => {
      await access.forgetOver(latest, 10);
      return (await records.forgetResults(latest, 10)) > 0;
    },
  },
  {
    called: 'the end of all memberships of an account',
    change: ({ access }, { master }) => access.endMemberships(master.id),
  },
];

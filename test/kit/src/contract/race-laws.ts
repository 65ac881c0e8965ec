import { type Membership, type Partner, PersonName } from '@tenantry/domain';
import { demand, same, show } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { addPartner } from './partner-unit.ts';
import { races } from './races.ts';
import { commit, openMaster, stored } from './unit.ts';

const racers = 20;

/** That of many who want the same thing at once exactly one gets it. */
export const raceLaws = (law: StateLaw): readonly Law[] => [
  ...races.map(({ prize, conflict, contest }) =>
    law(`of ${racers} racers for ${prize} exactly one wins`, async ({ store, make }) => {
      const master = await openMaster({ store, make });
      const there = await addPartner({ store }, make.partner([master]));
      const enter = await contest(make, master, there, { store });
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

  law(`of ${racers} who save one membership exactly one does`, async ({ store, make }) => {
    const { contactMember: before } = await openPartner({ store, make });
    await demandOne((racer) => {
      const name = PersonName.parse(`Racer ${racer}`);
      const generation = before.generation + 1;
      const after: Membership = { ...placeOf(before), name, generation, status: 'disabled' };
      return commit(
        store,
        async ({ access }) => stored(await access.saveMembership(after, before)) === 'saved',
      );
    });
  }),

  law(`of ${racers} who revoke one key exactly one does`, async ({ store, make }) => {
    const key = make.key((await openMaster({ store, make })).id);
    await commit(store, ({ access }) => access.addKey(key));
    await demandOne((racer) =>
      commit(store, ({ access }) => access.endKey(key.id, { revokedAt: new Date(racer) })),
    );
  }),
];

const placeOf = ({ id, number, accountId, email, roles }: Membership) => ({
  id,
  number,
  accountId,
  email,
  roles,
});

async function demandOne(enter: (racer: number) => Promise<boolean>): Promise<void> {
  const answers = await Promise.all(Array.from({ length: racers }, (_, racer) => enter(racer)));
  const winners = answers.filter((isWinner) => isWinner).length;
  demand(winners === 1, `${winners} racers did: ${show(answers)}`);
}

const openPartner = async (trial: Pick<Trial, 'store' | 'make'>): Promise<Partner> =>
  addPartner(trial, trial.make.partner([await openMaster(trial)]));

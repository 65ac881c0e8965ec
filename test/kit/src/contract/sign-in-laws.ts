import type { Credential, Persistence, Session, User } from '@tenantry/domain';
import fc from 'fast-check';
import { forAll, moments, texts } from './cases.ts';
import { same } from './expect.ts';
import { demandForgetting, many } from './forgetting.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

/** Credentials and sessions: each goes on from what it was, and from nothing else. */
export const signInLaws = (law: StateLaw): readonly Law[] => [
  law('a user comes back whole, and so does the credential that replaces another', (trial) =>
    forAll(
      fc.record({ before: credentials, after: credentials, isGiven: fc.boolean() }),
      async ({ before, after, isGiven }) => {
        const { store, make } = trial;
        const { id: accountId } = await openMaster(trial);
        const given = isGiven ? { origin: 'given' as const, accountId } : {};
        const user = make.user({ credential: { ...before, ...given } });
        const other = make.user({ credential: before });
        await commit(store, async ({ access }) => {
          stored(await access.addUser(user));
          stored(await access.addUser(other));
        });
        same(await found(store, user), user, 'addUser');
        for (const credential of [
          after,
          { ...after, origin: 'given' as const, accountId, generation: after.generation + 1 },
          { ...before, generation: after.generation + 2 },
        ]) {
          const from = (await found(store, user))?.credential.generation ?? 0;
          same(await replace(trial, user, from, credential), true, 'replaceCredential');
          same(await found(store, user), { ...user, credential }, 'the credential');
        }
        same(await found(store, other), other, 'the credential of another user');
      },
      { runs: 15 },
    ),
  ),

  law('a credential of another generation is not replaced', async (trial) => {
    const { store, make } = trial;
    const credential = { hash: 'present', origin: 'own', generation: 3 } as const;
    const user = make.user({ credential });
    await commit(store, async ({ access }) => stored(await access.addUser(user)));
    for (const from of [2, 4]) {
      const other = { ...credential, hash: 'another', generation: from + 1 };
      same(await replace(trial, user, from, other), false, `from generation ${from}`);
      same(await found(store, user), user, 'the credential that stands');
    }
    const used = { hash: 'used', origin: 'own', generation: 3 } as const;
    same(await replace(trial, user, 3, used), true, 'within its generation');
    same(await found(store, user), { ...user, credential: used }, 'the credential');
  }),

  law('a session comes back whole, and goes on one serial at a time', async (trial) => {
    const { store, make } = trial;
    const session = await begin(trial, at(100));
    const other = await begin(trial, at(100));
    const renewed = { ...session, serial: 2, until: at(200) };
    for (const serial of [0, 1, 3])
      same(await advance(trial, { ...renewed, serial }), false, `to serial ${serial}`);
    same(await read(store, session), session, 'a session that did not go on');
    same(await advance(trial, renewed), true, 'to the next serial');
    same(await read(store, session), renewed, 'a session that went on');
    same(await advance(trial, renewed), false, 'to the same serial again');
    same(await advance(trial, { ...renewed, serial: 3, until: at(50) }), true, 'once more');
    same(await read(store, session), { ...renewed, serial: 3, until: at(50) }, 'thereafter');
    same(await read(store, other), other, 'another session');
    const absent = make.session(session.membershipId, { serial: 2 });
    same(await advance(trial, absent), false, 'a session that there is not');
    same(await read(store, absent), undefined, 'a session that there is not');
  }),

  law('a session that was ended is gone, and no other', async (trial) => {
    const { store } = trial;
    const [session, other] = [await begin(trial, at(100)), await begin(trial, at(100))];
    const end = ({ id }: Session) => commit(store, ({ access }) => access.endSession(id));
    await end(trial.make.session(session.membershipId));
    await end(session);
    await end(session);
    same(await read(store, session), undefined, 'the session');
    same(await advance(trial, { ...session, serial: 2 }), false, 'whether it went on');
    same(await read(store, session), undefined, 'the session thereafter');
    same(await read(store, other), other, 'another session');
  }),

  law(
    `of ${many} sessions that are over some are forgotten with each that begins`,
    async (trial) => {
      const { store, make } = trial;
      const live = await begin(trial, at(11));
      const renewed = await begin(trial, at(9));
      await advance(trial, { ...renewed, serial: 2, until: at(12) });
      const over = Array.from({ length: many }, (_, place) =>
        // The first is over at that very moment.
        make.session(live.membershipId, { until: new Date(at(10).getTime() - place) }),
      );
      await commit(store, async ({ access }) => {
        for (const session of over) await access.addSession(session, at(0));
      });
      const left = async () => {
        const found = await Promise.all(over.map((session) => read(store, session)));
        return found.filter((session) => session !== undefined).length;
      };
      await demandForgetting(left, async () => {
        const later = make.session(live.membershipId, { until: at(20) });
        await commit(store, ({ access }) => access.addSession(later, at(10)));
        same(await read(store, later), later, 'the session that began');
      });
      same(await read(store, live), live, 'a session that is not over');
      same((await read(store, renewed))?.until, at(12), 'a session that has gone on');
    },
  ),
];

const at = (second: number): Date => new Date(Date.UTC(2030, 0) + second * 1000);

const credentials: fc.Arbitrary<Credential> = fc.record(
  {
    hash: texts,
    origin: fc.constantFrom('own' as const, 'given' as const),
    generation: fc.integer({ min: 1, max: 2_147_483_000 }),
    lapsesAt: moments,
    seenHash: texts,
  },
  { requiredKeys: ['hash', 'origin', 'generation'] },
);

const found = (store: Persistence, { id }: User): Promise<User | undefined> =>
  store.read(({ access }) => access.findUser(id));

const replace = (
  { store }: Trial,
  { id }: User,
  from: number,
  credential: Credential,
): Promise<boolean> =>
  commit(store, ({ access }) => access.replaceCredential(id, from, credential));

/** A session of a new member's. */
const begin = async (trial: Trial, until: Date, now = at(0)): Promise<Session> => {
  const { store, make } = trial;
  const { id } = await openMaster(trial);
  const user = make.user();
  const place = make.place(id);
  const session = make.session(place.id, { until });
  await commit(store, async ({ access }) => {
    stored(await access.addUser(user));
    stored(
      await access.addMembership({ ...place, generation: 0, status: 'active', userId: user.id }),
    );
    await access.addSession(session, now);
  });
  return session;
};

const advance = ({ store }: Trial, session: Session): Promise<boolean> =>
  commit(store, ({ access }) => access.advanceSession(session));

const read = (store: Persistence, { id }: Session): Promise<Session | undefined> =>
  store.read(({ access }) => access.findSession(id));

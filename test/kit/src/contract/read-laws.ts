import type { View } from '@tenantry/domain';
import { deface } from './deface.ts';
import { corrected, type Everything, everythingOf } from './everything.ts';
import { nothing, readEverything, unnumbered, whole } from './everything-read.ts';
import { demandStored, writeEverything } from './everything-stored.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { createMake, type Make } from './make.ts';
import { readSoon, whileOpen } from './meanwhile.ts';
import { commit } from './unit.ts';

/** What reads see, and that what went in or out is nobody's handle on what is stored. */
export const readLaws = (law: StateLaw): readonly Law[] => [
  law('a read waits for no open unit', async (trial) => {
    const things = everythingOf(trial.make);
    await whileOpen(
      trial.store,
      (unit) => writeEverything(unit, things),
      async () => {
        await readSoon(trial, ({ records }) => records.installation());
      },
    );
  }),

  law('a read sees committed data alone', async (trial) => {
    const { store, make } = trial;
    const things = everythingOf(make);
    await whileOpen(
      store,
      (unit) => writeEverything(unit, things),
      async () => {
        const read = await readSoon(trial, (view) => readEverything(view, things));
        same(read, nothing, 'a read saw what was not committed');
      },
    );
    await demandStored(store, things);
  }),

  law('what was handed in cannot change what is stored', async ({ store }) => {
    // Two that make the same things: one for the adapter, one to compare with.
    const expected = everythingOf(createMake());
    const given = everythingOf(createMake());
    await commit(store, async (unit) => {
      await writeEverything(unit, given);
      deface(given);
      same(await readEverything(unit, expected), whole(expected), 'in the unit that wrote it');
    });
    await demandStored(store, expected);
  }),

  law('what a change was handed, and what it answered, is no handle either', async ({ store }) => {
    const [given, expected] = [changesOf(createMake()), changesOf(createMake())];
    const { partner, user, credential, session } = expected;
    await commit(store, (unit) => writeEverything(unit, given.things));
    await commit(store, async ({ accounts, access }) => {
      deface(await accounts.savePartner(given.partner));
      await access.replaceCredential(user.id, user.credential.generation, given.credential);
      await access.advanceSession(given.session);
      deface(given);
    });
    await store.read(async ({ accounts, access }) => {
      const saved = unnumbered(await accounts.findPartner('installation', partner.account.id));
      same(saved, unnumbered(partner), 'the partner');
      same(await access.findUser(user.id), { ...user, credential }, 'the credential');
      same(await access.findSession(session.id), session, 'the session');
    });
  }),

  law('what was handed out cannot change what is stored', async ({ store, make }) => {
    const things = everythingOf(make);
    const expected = everythingOf(createMake());
    await commit(store, async (unit) => {
      deface(await writeEverything(unit, things));
      same(await readEverything(unit, expected), whole(expected), 'in the unit that wrote it');
      const held = [
        await unit.accounts.holdLineage('installation', expected.master.id),
        await unit.accounts.holdForChange('installation', expected.master.id),
      ];
      deface([held, await everyAnswer(unit, expected)]);
    });
    await demandStored(store, expected);
    await store.read(async (view) => deface(await everyAnswer(view, expected)));
    await demandStored(store, expected);
  }),
];

/** What the methods of a view answer, each for itself, as they answer it. */
async function everyAnswer(
  { accounts, access, records }: View,
  {
    master,
    customer,
    partner,
    register,
    user,
    membership,
    key,
    session,
    tries,
    result,
  }: Everything,
): Promise<readonly unknown[]> {
  const page = { limit: 10 };
  const slice = { skip: 0, limit: 10 };
  return [
    await accounts.find('installation', master.id),
    await accounts.lineage('installation', master.id),
    await accounts.statuses([master.id]),
    await accounts.children('installation', master.id, page),
    await accounts.subtree('installation', master.id, page),
    await accounts.masters('installation'),
    await accounts.findByAddress('installation', master.address),
    await accounts.named('installation', master.name, ['master'], 10),
    await accounts.findCustomer('installation', customer.account.id),
    await accounts.findPartner('installation', partner.account.id),
    await accounts.partners('installation', slice),
    await accounts.findRegister('installation', register.account.id),
    await accounts.registers('installation', master.id, slice),
    await accounts.apps('installation', register.account.id, slice),
    await access.findMembership(membership.id),
    await access.membershipByMailbox(master.id, membership.email),
    await access.members(master.id),
    await access.findKey(key.id),
    await access.findUser(user.id),
    await access.userByMailbox(user.email),
    await access.findSession(session.id),
    await access.findTries(tries.lookup, new Date(0)),
    await records.installation(),
    await records.findResult([result.lookup], new Date(0)),
    await records.events('installation', page),
  ];
}

/** Everything, and what changes some of it. */
function changesOf(make: Make) {
  const things = everythingOf(make);
  const { user, session } = things;
  return {
    things,
    user,
    partner: corrected(things),
    credential: { ...user.credential, generation: 2, lapsesAt: new Date(5) },
    session: { ...session, serial: 2, until: new Date(6) },
  };
}

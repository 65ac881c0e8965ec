import { MembershipNumber, PersonName, type View } from '@tenantry/domain';
import { deface } from './deface.ts';
import { type Everything, everythingOf } from './everything.ts';
import {
  corrected,
  correctedCustomer,
  correctedMaster,
  correctedRegister,
} from './everything-corrected.ts';
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
    const { partner, customer, entry, account, member, key, reset, user, credential, session } =
      expected;
    await commit(store, (unit) => writeEverything(unit, given.things));
    await commit(store, async ({ accounts, access }) => {
      deface(await accounts.savePartner(given.partner));
      deface(await accounts.saveCustomer(given.customer));
      deface(await accounts.saveRegister(given.entry));
      deface(await accounts.saveMaster(given.master));
      await access.replaceCredential(user.id, user.credential.generation, given.credential);
      await access.advanceSession(given.session);
      deface(await accounts.saveStatus(given.account));
      const { status, generation } = given.things.membership;
      deface(await access.saveMembership(given.member, { status, generation }));
      await access.noteKeyUse(key.id, given.usedAt);
      await access.endKey(key.id, given.end);
      await access.addReset(given.reset, new Date(0));
      deface(given);
    });
    await store.read(async ({ accounts, access }) => {
      const saved = unnumbered(await accounts.findPartner('installation', partner.account.id));
      same(saved, unnumbered(partner), 'the partner');
      const { uniqueReferenceNames: _, ...correction } = customer;
      const referred = unnumbered(await accounts.findCustomer('installation', customer.account.id));
      same(referred, unnumbered(correction), 'the customer');
      const { id, status, updatedAt } = account;
      const left = unnumbered(await accounts.findRegister('installation', id));
      const stands = { ...account, ...entry.account, status, updatedAt, version: account.version };
      same(left, unnumbered({ ...entry, account: stands }), 'the register entry');
      const above = unnumbered(await accounts.find('installation', expected.master.id));
      same(above, unnumbered(expected.master), 'the master account');
      same(await access.findUser(user.id), { ...user, credential }, 'the credential');
      same(await access.findSession(session.id), session, 'the session');
      const found = unnumbered((await access.findMembership(member.id))?.membership);
      same(found, unnumbered(member), 'the membership');
      const { end, usedAt } = expected;
      same((await access.findKey(key.id))?.key, { ...key, ...end, lastUsedAt: usedAt }, 'the key');
      same(await access.findReset(reset.id), reset, 'the reset');
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
  { accounts, access, deliveries, records }: View,
  {
    master,
    customer,
    partner,
    register,
    user,
    membership,
    key,
    session,
    reset,
    tries,
    delivery,
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
    await accounts.search('installation', page),
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
    await access.members(master.id, page),
    await access.memberships(user.id, page),
    await access.keys(master.id, page),
    await access.findKey(key.id),
    await access.findUser(user.id),
    await access.userByMailbox(user.email),
    await access.findSession(session.id),
    await access.findReset(reset.id),
    await access.resetByToken(reset.hash),
    await access.findTries(tries.lookup, new Date(0)),
    await deliveries.findDelivery(delivery.id),
    await deliveries.listDeliveries(page),
    await deliveries.backlog(),
    await deliveries.newestOf([membership.id]),
    await records.installation(),
    await records.findResult([result.lookup], new Date(0)),
    await records.events('installation', page),
  ];
}

/** Everything, and what changes some of it. */
function changesOf(make: Make) {
  const things = everythingOf(make);
  const { user, session, membership } = things;
  const entry = correctedRegister(things);
  const status = 'suspended' as const;
  return {
    things,
    user,
    partner: corrected(things),
    customer: correctedCustomer(things),
    entry,
    master: correctedMaster(things),
    account: { ...entry.account, status, version: 3, updatedAt: new Date(3) },
    member: { ...membership, number: MembershipNumber.parse(1), name: PersonName.parse('Other') },
    key: things.successor,
    usedAt: new Date(7),
    end: { revokedAt: new Date(8) },
    reset: make.reset({ userId: user.id }),
    credential: { ...user.credential, generation: 2, lapsesAt: new Date(5) },
    session: { ...session, serial: 2, until: new Date(6) },
  };
}

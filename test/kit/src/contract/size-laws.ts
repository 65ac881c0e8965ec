import { type Account, MembershipId, type NewDelivery, type StoredApiKey } from '@tenantry/domain';
import { same } from './expect.ts';
import { idsOf } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
import { add, member } from './outbox.ts';
import { commit, openMaster, stored } from './unit.ts';

/** More than a page of a hundred, and far below what may be asked for. */
const rows = 110;
const page = { limit: 1000 };

/** That neither little nor much is too little or too much. */
export const sizeLaws = (law: StateLaw): readonly Law[] => [
  law('asked for nothing, a store answers nothing; for thousands, all', async (trial) => {
    const { store, make } = trial;
    const { id } = await openMaster(trial);
    const kept = make.result(id);
    await commit(store, async ({ deliveries, records }) => {
      await deliveries.add([]);
      stored(await records.addResult(kept, new Date(0)));
    });
    const absent = Array.from({ length: 2000 }, (_, at) => at);
    const unknown = absent.map(() => make.accountId());
    const lookups = absent.map((at) => `unknown ${at}`);
    const owed = make.delivery(await member(trial));
    await add(trial, owed);
    await store.read(async ({ accounts, deliveries, records }) => {
      same(await accounts.statuses([]), new Map(), 'the statuses of none');
      const asked = [...unknown, id, ...unknown, id];
      same(await accounts.statuses(asked), new Map([[id, 'active']]), `of ${asked.length}`);
      const found = await records.findResult([...lookups, kept.lookup], new Date(0));
      same(found, kept, `under one of ${lookups.length} lookups`);
      same(await deliveries.newestOf([]), new Map(), 'the newest mail of nobody');
      const nobody = absent.map(() => MembershipId.parse(make.uuid()));
      const newest = await deliveries.newestOf([...nobody, owed.membershipId, ...nobody]);
      same([...newest.keys()], [owed.membershipId], 'those that mail is owed to');
    });
  }),

  law(`what is as large as it may be is whole, and so is a page of ${rows}`, async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const largest = make.customer([master], {
      people: 100,
      references: Array.from({ length: 100 }, (_, at) => ({
        name: `Reference ${at}`,
        value: `${at} `.padEnd(255, 'v'),
        description: '\u00e9'.repeat(1024),
      })),
      configurations: largestConfigurations,
    });
    const kept = make.result(master.id, { sealed: 'sealed'.repeat(50_000) });
    const { customer, masters, children, keys, owed } = await commit(store, async (unit) => {
      const { accounts, access, deliveries, records } = unit;
      const added = stored(await accounts.addCustomer(largest));
      const [first] = added.members;
      if (first === undefined) throw new Error('there is a member');
      const [above, beneath]: [Account[], Account[]] = [[master], []];
      const [issued, mail]: [StoredApiKey[], NewDelivery[]] = [[], []];
      for (let row = 1; row < rows; row++) {
        above.push(stored(await accounts.addMaster(make.master())));
        beneath.push(stored(await accounts.addCustomer(make.customer([master]))).account);
        await records.addEvent(make.event(master.id));
        const key = make.key(master.id);
        await access.addKey(key);
        issued.push(key);
      }
      for (let row = 0; row < rows; row++) mail.push(make.delivery(first.id, new Date(0)));
      await deliveries.add(mail);
      stored(await records.addResult(kept, new Date(0)));
      const listed = [...beneath, added.account];
      return { customer: added, masters: above, children: listed, keys: issued, owed: mail };
    });

    const { id } = master;
    await store.read(async ({ accounts, access, deliveries, records }) => {
      const found = await accounts.findCustomer('installation', customer.account.id);
      const { uniqueReferenceNames: _, ...details } = largest;
      const { account, members } = customer;
      same(found, { ...details, account, members }, 'the customer');
      same(await access.members(customer.account.id, page), customer.members, 'its members');
      same(await records.findResult([kept.lookup], new Date(0)), kept, 'a kept result');
      same(await accounts.masters('installation'), masters.toSorted(byId), 'masters');
      const directly = await accounts.children('installation', id, page);
      same(directly, children.toSorted(byId), 'children');
      const below = idsOf(await accounts.subtree({ below: id }, id, page)).toSorted();
      same(below, [id, ...idsOf(children)].toSorted(), 'a subtree');
      const searched = idsOf(await accounts.search({ below: id }, page));
      same(searched, [id, ...idsOf(children)].toSorted(), 'a search');
      const history = await records.events({ below: id }, page);
      same(history.length, rows - 1, 'events');
      const listed = idsOf(await deliveries.listDeliveries(page));
      same(listed, idsOf(owed).toSorted(), 'the mail that is owed');
      same(await deliveries.backlog(), { count: rows, since: new Date(0) }, 'the backlog');
      same(await access.keys(id, page), keys.toSorted(byId), 'keys');
    });
    const claim = { now: new Date(0), until: new Date(1000), ...page };
    const claimed = await commit(store, ({ deliveries }) => deliveries.claim(claim));
    same(idsOf(claimed).toSorted(), idsOf(owed).toSorted(), 'mail that was claimed');
  }),
];

const byId = <Id extends string>(a: { readonly id: Id }, b: { readonly id: Id }): number =>
  a.id < b.id ? -1 : 1;

/** 256 KiB, with numbers that no parser keeps. */
const largestConfigurations = ((): string => {
  const numbers = '"numbers":{"big":123456789012345678901234567890.10,"small":1e-400}';
  const room = 256 * 1024 - `{${numbers},"text":{"long":""}}`.length;
  return `{${numbers},"text":{"long":"${'x'.repeat(room)}"}}`;
})();

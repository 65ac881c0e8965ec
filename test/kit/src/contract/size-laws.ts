import type { Account, NewDelivery } from '@tenantry/domain';
import { same } from './expect.ts';
import { idsOf } from './forest.ts';
import type { Law, StateLaw } from './law.ts';
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
    await store.read(async ({ accounts, records }) => {
      same(await accounts.statuses([]), new Map(), 'the statuses of none');
      const asked = [...unknown, id, ...unknown, id];
      same(await accounts.statuses(asked), new Map([[id, 'active']]), `of ${asked.length}`);
      const found = await records.findResult([...lookups, kept.lookup], new Date(0));
      same(found, kept, `under one of ${lookups.length} lookups`);
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
    const { customer, masters, children, owed } = await commit(store, async (unit) => {
      const { accounts, deliveries, records } = unit;
      const added = stored(await accounts.addCustomer(largest));
      const [member] = added.members;
      if (member === undefined) throw new Error('there is a member');
      const [above, beneath, mail]: [Account[], Account[], NewDelivery[]] = [[master], [], []];
      for (let row = 1; row < rows; row++) {
        above.push(stored(await accounts.addMaster(make.master())));
        beneath.push(stored(await accounts.addCustomer(make.customer([master]))).account);
        await records.addEvent(make.event(master.id));
      }
      for (let row = 0; row < rows; row++) mail.push(make.delivery(member.id, new Date(0)));
      await deliveries.add(mail);
      stored(await records.addResult(kept, new Date(0)));
      return { customer: added, masters: above, children: [...beneath, added.account], owed: mail };
    });

    const { id } = master;
    await store.read(async ({ accounts, access, records }) => {
      const found = await accounts.findCustomer('installation', customer.account.id);
      const { uniqueReferenceNames: _, ...details } = largest;
      const { account, members } = customer;
      same(found, { ...details, account, members }, 'the customer');
      same(await access.members(customer.account.id), customer.members, 'its members');
      same(await records.findResult([kept.lookup], new Date(0)), kept, 'a kept result');
      same(await accounts.masters('installation'), masters.toSorted(byId), 'masters');
      const listed = await accounts.children('installation', id, page);
      same(listed, children.toSorted(byId), 'children');
      const below = idsOf(await accounts.subtree({ below: id }, id, page)).toSorted();
      same(below, [id, ...idsOf(children)].toSorted(), 'a subtree');
      const history = await records.events({ below: id }, page);
      same(history.length, rows - 1, 'events');
    });
    const claim = { now: new Date(0), until: new Date(1000), ...page };
    const claimed = await commit(store, ({ deliveries }) => deliveries.claim(claim));
    same(idsOf(claimed).toSorted(), idsOf(owed).toSorted(), 'mail that was claimed');
  }),
];

const byId = (a: Account, b: Account): number => (a.id < b.id ? -1 : 1);

/** 256 KiB, with numbers that no parser keeps. */
const largestConfigurations = ((): string => {
  const numbers = '"numbers":{"big":123456789012345678901234567890.10,"small":1e-400}';
  const room = 256 * 1024 - `{${numbers},"text":{"long":""}}`.length;
  return `{${numbers},"text":{"long":"${'x'.repeat(room)}"}}`;
})();

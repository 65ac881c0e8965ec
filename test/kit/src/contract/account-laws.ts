import type { Account, Customer, MembershipNumber } from '@tenantry/domain';
import fc from 'fast-check';
import { accountParts, forAll } from './cases.ts';
import { everythingOf } from './everything.ts';
import { nothing, readEverything } from './everything-read.ts';
import { demand, same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, openMaster, stored } from './unit.ts';

/** That accounts come back as they were stored, with numbers. */
export const accountLaws = (law: StateLaw): readonly Law[] => [
  law('what does not exist is answered by nothing', async ({ store, make }) => {
    const absent = everythingOf(make);
    same(await store.read((view) => readEverything(view, absent)), nothing, 'an empty store');
    await openMaster({ store, make });
    const { installation, customer, key, membership } = everythingOf(make);
    const read = await store.read(async ({ accounts, access, records }) => [
      await accounts.find('installation', customer.account.id),
      await accounts.lineage('installation', customer.account.id),
      await accounts.findCustomer('installation', customer.account.id),
      await access.findKey(key.id),
      await access.findMembership(membership.id),
      await records.installation(),
    ]);
    same(read, Array(6).fill(undefined), `in a store with one account ${installation.secretCheck}`);
  }),

  law('an account comes back whole, by id and by number', ({ store, make }) =>
    forAll(accountParts, async (parts) => {
      const added = make.master(parts);
      const answered = await commit(store, async ({ accounts }) =>
        stored(await accounts.addMaster(added)),
      );
      const expected: Account = { ...added, number: answered.number };
      same(answered, expected, 'addMaster answered another account');
      await store.read(async ({ accounts }) => {
        const { id, number } = expected;
        same(await accounts.find('installation', id), expected, 'find by id');
        same(await accounts.find('installation', number), expected, 'find by number');
        same(await accounts.lineage('installation', number), [expected], 'lineage');
      });
    }),
  ),

  law('a lineage leads from the root down', async ({ store, make }) => {
    const lineage = await commit(store, async ({ accounts }) => {
      const root = stored(await accounts.addMaster(make.master()));
      const first = stored(await accounts.addCustomer(make.customer([root]))).account;
      const second = stored(await accounts.addCustomer(make.customer([root, first]))).account;
      const last = stored(await accounts.addCustomer(make.customer([root, first, second])));
      const above = [root, first, second, last.account];
      same(await accounts.holdLineage('installation', last.account.id), above, 'holdLineage');
      return above;
    });
    const last = lineage.at(-1)?.id ?? make.accountId();
    const read = await store.read(({ accounts }) => accounts.lineage('installation', last));
    same(read, lineage, 'lineage');
  }),

  law('statuses are those of the accounts that exist', ({ store, make }) =>
    forAll(fc.array(accountParts, { maxLength: 5 }), async (parts) => {
      const added = parts.map((part) => make.master(part));
      await commit(store, async ({ accounts }) => {
        for (const master of added) stored(await accounts.addMaster(master));
      });
      const ids = [...added.map(({ id }) => id), make.accountId()];
      const found = await store.read(({ accounts }) => accounts.statuses(ids));
      same(found, new Map(added.map(({ id, status }) => [id, status])), 'statuses');
    }),
  ),

  law('numbers are positive, and no two of a kind are alike', async ({ store, make }) => {
    const master = await openMaster({ store, make });
    const open = () => make.customer([master], { people: 2 });
    const lost = { ok: false, error: { kind: 'lost' } } as const;
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, racer) => {
        const customer = open();
        return store.transact(async ({ accounts }) => {
          const answer = stored(await accounts.addCustomer(customer));
          return racer % 4 === 3 ? lost : { ok: true, value: answer };
        });
      }),
    );
    const kept = opened.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const later = await commit(store, async ({ accounts, access }) => [
      stored(await accounts.addCustomer(open())),
      stored(await access.addMembership(make.invited(master.id))),
    ]);
    const customers = [...kept, ...later.filter((made): made is Customer => 'members' in made)];
    demandNumbers([master.number, ...customers.map(({ account }) => account.number)], 17);
    const members = customers.flatMap((customer) => customer.members);
    const single = later.flatMap((made): MembershipNumber[] =>
      'number' in made ? [made.number] : [],
    );
    demandNumbers([...members.map(({ number }) => number), ...single], 33);
    await store.read(async ({ accounts }) => {
      for (const { account } of customers)
        same(await accounts.find('installation', account.number), account, 'find by number');
    });
  }),
];

function demandNumbers(numbers: readonly number[], count: number): void {
  const shown = numbers.join(', ');
  demand(numbers.length === count, `${count} were stored, and these numbers given: ${shown}`);
  demand(new Set(numbers).size === count, `a number was given twice: ${shown}`);
  const fit = numbers.every((it) => Number.isInteger(it) && it >= 1 && it <= 2_147_483_647);
  demand(fit, `numbers must be positive int32: ${shown}`);
}

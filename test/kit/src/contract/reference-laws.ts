import type { Account } from '@tenantry/domain';
import { composed, decomposed } from './cases.ts';
import { same } from './expect.ts';
import type { Law, StateLaw } from './law.ts';
import { commit, demandAbsent, demandConflict, openMaster, stored } from './unit.ts';

/** What two children of one parent may both be called elsewhere, and what not. */
export const referenceLaws = (law: StateLaw): readonly Law[] => [
  law('a unique reference is taken once among the children of a parent', async (trial) => {
    const { store, make } = trial;
    const [first, second] = [await openMaster(trial), await openMaster(trial)];
    const uniqueReferenceNames = ['Billing', composed];
    const open = (parents: readonly [Account], ...references: readonly Named[]) =>
      make.customer(parents, { uniqueReferenceNames, people: 1, references: [...references] });
    const taken = { name: 'Billing', value: composed };
    const under = { name: composed, value: 'x' };
    const plain = { name: 'CRM', value: 'shared' };
    await commit(store, async ({ accounts }) =>
      stored(await accounts.addCustomer(open([first], plain, taken, under))),
    );

    const free = { name: 'Billing', value: 'free' };
    const refused = [
      { index: 0, customer: open([first], taken) },
      { index: 2, customer: open([first], plain, free, taken) },
      { index: 1, customer: open([first], free, { ...taken, value: decomposed }) },
      { index: 1, customer: open([first], plain, { ...under, name: decomposed }) },
    ];
    for (const { index, customer } of refused) {
      const conflict = { taken: 'ReferenceTaken', index };
      await demandConflict(store, conflict, ({ accounts }) => accounts.addCustomer(customer));
      await demandAbsent(store, customer.account.id);
      // All but the reference is free to be used.
      await commit(store, async ({ accounts }) =>
        stored(await accounts.addCustomer({ ...customer, references: [] })),
      );
    }

    const welcome = [
      open([second], taken),
      open([first], free, plain),
      open([first], { ...taken, value: composed.toUpperCase() }),
      open([first], { name: 'BILLING', value: composed }),
      open([first], { name: 'CRM', value: composed }),
    ];
    await commit(store, async ({ accounts }) => {
      for (const customer of welcome) stored(await accounts.addCustomer(customer));
    });
  }),

  law(
    'a reference is held by whoever was stored with it as unique, and by no other',
    async (trial) => {
      const { store, make } = trial;
      const master = await openMaster(trial);
      const references = [{ name: 'Billing', value: 'one' }];
      const plain = () => make.customer([master], { references, uniqueReferenceNames: ['CRM'] });
      const unique = () =>
        make.customer([master], { references, uniqueReferenceNames: ['Billing'] });
      const taken = { taken: 'ReferenceTaken', index: 0 };
      for (const customer of [plain(), plain(), unique(), plain()])
        await commit(store, async ({ accounts }) => stored(await accounts.addCustomer(customer)));
      await demandConflict(store, taken, ({ accounts }) => accounts.addCustomer(unique()));
      await commit(store, async ({ accounts }) => stored(await accounts.addCustomer(plain())));
    },
  ),

  law('a customer does not conflict with itself over a reference', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    const twice = { name: 'Billing', value: 'one' };
    const customer = make.customer([master], {
      uniqueReferenceNames: ['Billing'],
      references: [twice, { ...twice, description: 'the same again' }],
    });
    const { references } = await commit(store, async ({ accounts }) =>
      stored(await accounts.addCustomer(customer)),
    );
    same(references, customer.references, 'the references');
    const sibling = make.customer([master], {
      uniqueReferenceNames: ['Billing'],
      references: [twice],
    });
    const taken = { taken: 'ReferenceTaken', index: 0 };
    await demandConflict(store, taken, ({ accounts }) => accounts.addCustomer(sibling));
  }),
];

interface Named {
  readonly name: string;
  readonly value: string;
}

import {
  type Account,
  type CorrectedCustomer,
  type Customer,
  ExternalReference,
  type NewCustomer,
} from '@tenantry/domain';
import fc from 'fast-check';
import {
  bareCustomer,
  composed,
  customerCommands,
  decomposed,
  forAll,
  fullCustomer,
} from './cases.ts';
import { addCustomer, demandRefused, oneVersionOn, saveCustomer } from './correction-unit.ts';
import { same } from './expect.ts';
import type { Law, StateLaw, Trial } from './law.ts';
import { demandConflict, openMaster } from './unit.ts';

/** That a customer is corrected whole, and takes and frees its unique references with that. */
export const customerChangeLaws = (law: StateLaw): readonly Law[] => [
  law('a customer that was corrected comes back whole', async (trial) => {
    const { store, make } = trial;
    const master = await openMaster(trial);
    await forAll(
      fc.record({ before: customerCommands, after: customerCommands }),
      async ({ before, after }) => {
        const customer = await addCustomer(
          trial,
          make.customer([master], { ...before, people: 1 }),
        );
        const { workflows, configurations, references } = make.customer([master], after);
        const corrected = { ...oneVersionOn(customer), workflows, configurations, references };
        await saveCustomer(trial, { ...corrected, uniqueReferenceNames: [] });
        const { id, number } = customer.account;
        await store.read(async ({ accounts }) => {
          same(await accounts.findCustomer('installation', id), corrected, 'by id');
          same(await accounts.findCustomer('installation', number), corrected, 'by number');
        });
      },
      {
        runs: 5,
        examples: [
          { before: fullCustomer, after: bareCustomer },
          { before: bareCustomer, after: fullCustomer },
        ],
      },
    );
  }),

  law('a correction of a customer takes no unique reference of a sibling', async (trial) => {
    const { store } = trial;
    const [master, elsewhere] = [await openMaster(trial), await openMaster(trial)];
    const [mine, theirs, free] = [billing('mine'), billing(composed), billing('free')];
    await addCustomer(trial, unique(trial, master, theirs));
    const customer = await addCustomer(trial, unique(trial, master, mine));
    const correction = referredTo(oneVersionOn(customer));
    const { account } = correction(mine);
    const spelt = { ...theirs, value: decomposed };
    for (const [index, ...references] of [
      [0, theirs],
      [2, free, mine, spelt],
    ] as const) {
      await demandRefused(store, { taken: 'ReferenceTaken', index }, correction(...references));
      const stale = { ...account, version: account.version + 1 };
      const late = { ...correction(...references), account: stale };
      await demandRefused(store, { taken: 'VersionStale' }, late);
    }
    // Whatever is said to be above it: what counts is where it stands.
    const moved = { ...account, ancestors: [elsewhere.id] };
    await demandRefused(
      store,
      { taken: 'ReferenceTaken', index: 0 },
      { ...correction(theirs), account: moved },
    );
    await saveCustomer(trial, { ...correction(mine, free, mine), account });
  }),

  law(
    'a customer holds the unique references that it was saved with, and no others',
    async (trial) => {
      const { store, make } = trial;
      const [master, elsewhere] = [await openMaster(trial), await openMaster(trial)];
      const [former, present, plain] = [billing('former'), billing('present'), billing('plain')];
      const customer = await addCustomer(trial, unique(trial, master, former, plain));
      const first = oneVersionOn(customer);
      await saveCustomer(trial, referredTo(first)(present, plain));
      const taken = { taken: 'ReferenceTaken', index: 0 };
      const demandTaken = (reference: Reference) =>
        demandConflict(store, taken, ({ accounts }) =>
          accounts.addCustomer(unique(trial, master, reference)),
        );
      for (const reference of [present, plain]) await demandTaken(reference);
      await addCustomer(trial, unique(trial, elsewhere, present));
      await addCustomer(trial, unique(trial, master, former));
      await demandRefused(store, taken, referredTo(oneVersionOn(first))(former));

      // Whatever is not saved as unique is nobody's, though somebody is referred to by it.
      const second = oneVersionOn(first);
      await saveCustomer(trial, { ...referredTo(second)(present), uniqueReferenceNames: [] });
      for (const reference of [present, plain])
        await addCustomer(trial, unique(trial, master, reference));
      await demandRefused(store, taken, referredTo(oneVersionOn(second))(present));
      const references = [billing('late')];
      const guest = await addCustomer(trial, make.customer([master], { references }));
      await saveCustomer(trial, referredTo(oneVersionOn(guest))(...references));
      for (const reference of references) await demandTaken(reference);
    },
  ),
];

interface Reference {
  readonly name: string;
  readonly value: string;
}

const uniqueReferenceNames = ['Billing'];

const billing = (value: string): Reference => ({ name: 'Billing', value });

const unique = (
  { make }: Trial,
  parent: Account,
  ...references: readonly Reference[]
): NewCustomer => make.customer([parent], { uniqueReferenceNames, references: [...references] });

/** The customer, referred to by these alone, as unique ones. */
const referredTo =
  (customer: Customer) =>
  (...references: readonly Reference[]): CorrectedCustomer => ({
    ...customer,
    references: references.map((reference) => ExternalReference.parse(reference)),
    uniqueReferenceNames,
  });

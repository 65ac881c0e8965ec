import type { Account, CorrectedCustomer, Customer, NewCustomer } from '@tenantry/domain';
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
        const customer = await addCustomer(trial, make.customer([master], { ...before, people: 1 }));
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
    const { store, make } = trial;
    const [master, elsewhere] = [await openMaster(trial), await openMaster(trial)];
    const [mine, theirs, free] = ['mine', composed, 'free'].map(billing);
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

  law('a customer holds the unique references that it was saved with, and no others', async (trial) => {
    const { store, make } = trial;
    const [master, elsewhere] = [await openMaster(trial), await openMaster(trial)];
    const [former, present, plain] = ['former', 'present', 'plain'].map(billing);
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
    const heir = await addCustomer(trial, unique(trial, master, former));
    await demandRefused(store, taken, referredTo(oneVersionOn(first))(former));

    // Now nothing of it is unique, then all of it is again.
    const second = oneVersionOn(first);
    await saveCustomer(trial, { ...referredTo(second)(present), uniqueReferenceNames: [] });
    const guest = await addCustomer(trial, make.customer([master], { references: [present] }));
    const third = oneVersionOn(second);
    await saveCustomer(trial, referredTo(third)(present));
    await demandTaken(present);
    await demandRefused(store, taken, referredTo(oneVersionOn(guest))(present));
    await demandRefused(store, taken, referredTo(oneVersionOn(heir))(present));
  }),
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

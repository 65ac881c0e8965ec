import type { Customer, Persistence, Unit, View } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';

/** An adapter with one fault in it, and the law that must not let it pass. */
export interface BrokenAdapter {
  /** What it does wrong. */
  readonly fault: string;
  readonly caughtBy: string;
  readonly open: () => Persistence;
}

export const broken = (
  fault: string,
  open: () => Persistence,
  caughtBy: string,
): BrokenAdapter => ({
  fault,
  open,
  caughtBy,
});

/** A sound store of which the units, or the views, are not what they were. */
export const altered = (
  ofUnit: (unit: Unit) => Unit,
  ofView = (view: View): View => view,
): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    transact: (work) => store.transact((unit) => work(ofUnit(unit))),
    read: (work) => store.read((view) => work(ofView(view))),
  };
};

const asItWas = (unit: Unit): Unit => unit;

export const readingCustomersAs = (change: (customer: Customer) => Customer): Persistence =>
  altered(asItWas, ({ accounts, ...view }) => ({
    ...view,
    accounts: {
      ...accounts,
      findCustomer: async (reach, ref) => {
        const customer = await accounts.findCustomer(reach, ref);
        return customer && change(customer);
      },
    },
  }));

export const writing = (
  accounts: (accounts: Unit['accounts']) => Partial<Unit['accounts']>,
): Persistence =>
  altered((unit) => ({ ...unit, accounts: { ...unit.accounts, ...accounts(unit.accounts) } }));

export const adding = (access: (access: Unit['access']) => Partial<Unit['access']>): Persistence =>
  altered((unit) => ({ ...unit, access: { ...unit.access, ...access(unit.access) } }));

export const keeping = (
  records: (records: Unit['records']) => Partial<Unit['records']>,
): Persistence =>
  altered((unit) => ({ ...unit, records: { ...unit.records, ...records(unit.records) } }));

export const relaying = (
  change: (deliveries: Unit['deliveries']) => Partial<Unit['deliveries']>,
): Persistence =>
  altered((unit) => ({ ...unit, deliveries: { ...unit.deliveries, ...change(unit.deliveries) } }));

export const seeing = (
  accounts: (accounts: View['accounts']) => Partial<View['accounts']>,
): Persistence =>
  altered(asItWas, (view) => ({
    ...view,
    accounts: { ...view.accounts, ...accounts(view.accounts) },
  }));

export const looking = (
  deliveries: (deliveries: View['deliveries']) => Partial<View['deliveries']>,
): Persistence =>
  altered(asItWas, (view) => ({
    ...view,
    deliveries: { ...view.deliveries, ...deliveries(view.deliveries) },
  }));

export const recognising = (
  access: (access: View['access']) => Partial<View['access']>,
): Persistence =>
  altered(asItWas, (view) => ({ ...view, access: { ...view.access, ...access(view.access) } }));

import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Customer,
  err,
  MembershipNumber,
  ok,
  type Persistence,
  type Unit,
  type View,
} from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';

/** An adapter with one fault in it, and the law that must not let it pass. */
export interface BrokenAdapter {
  /** What it does wrong. */
  readonly fault: string;
  readonly caughtBy: string;
  readonly open: () => Persistence;
}

/** A sound store of which the units, or the views, are not what they were. */
const altered = (
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

const readingCustomersAs = (change: (customer: Customer) => Customer): Persistence =>
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

const adding = (access: (access: Unit['access']) => Partial<Unit['access']>): Persistence =>
  altered((unit) => ({ ...unit, access: { ...unit.access, ...access(unit.access) } }));

const relaying = (
  change: (deliveries: Unit['deliveries']) => Partial<Unit['deliveries']>,
): Persistence =>
  altered((unit) => ({ ...unit, deliveries: { ...unit.deliveries, ...change(unit.deliveries) } }));

const seeing = (accounts: (accounts: View['accounts']) => Partial<View['accounts']>): Persistence =>
  altered(asItWas, (view) => ({
    ...view,
    accounts: { ...view.accounts, ...accounts(view.accounts) },
  }));

const losesDescriptions = (): Persistence =>
  readingCustomersAs((customer) => ({
    ...customer,
    references: customer.references.map(({ description: _, ...reference }) => reference),
  }));

const copiesMetadataByKey = (): Persistence =>
  readingCustomersAs((customer) => ({
    ...customer,
    references: customer.references.map(({ metadata, ...reference }) => {
      if (metadata === undefined) return reference;
      const copy: Record<string, string> = {};
      for (const [key, value] of Object.entries(metadata)) copy[key] = value;
      return { ...reference, metadata: copy };
    }),
  }));

const rewritesConfigurations = (): Persistence =>
  readingCustomersAs((customer) =>
    Object.assign(customer, {
      configurations: JSON.stringify(JSON.parse(customer.configurations)),
    }),
  );

const forgetsMailboxes = (): Persistence => {
  let users = 0;
  return adding((access) => ({
    addUser: (user) => {
      const canonical = `${++users} ${user.email.canonical}`;
      return access.addUser({ ...user, email: { ...user.email, canonical } });
    },
  }));
};

const goesOnAfterConflicts = (): Persistence => {
  const mailboxes = new Set<string>();
  return adding((access) => ({
    addUser: async (user) => {
      const { canonical } = user.email;
      if (mailboxes.has(canonical)) return err({ taken: 'EmailTaken' });
      mailboxes.add(canonical);
      return access.addUser(user);
    },
  }));
};

const numbersAgain = (): Persistence =>
  adding((access) => ({
    addMembership: async (membership) => {
      const added = await access.addMembership(membership);
      return added.ok ? ok({ ...added.value, number: MembershipNumber.parse(1) }) : added;
    },
  }));

const commitsErrors = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async (work) => {
    const kept = await store.transact(async (unit) => ok(await work(unit)));
    return kept.ok ? kept.value : kept;
  };
  return { ...store, transact };
};

const commitsThrows = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async (work) => {
    const kept = await store.transact(async (unit) => {
      try {
        const answer = await work(unit);
        return answer.ok ? ok(() => answer) : answer;
      } catch (fault) {
        return ok(() => {
          throw fault;
        });
      }
    });
    return kept.ok ? kept.value() : kept;
  };
  return { ...store, transact };
};

const joinsNested = (): Persistence => {
  const store = memoryPersistence();
  const running = new AsyncLocalStorage<Unit>();
  const transact: Persistence['transact'] = async (work) => {
    const outer = running.getStore();
    return outer === undefined
      ? store.transact((unit) => running.run(unit, () => work(unit)))
      : work(outer);
  };
  return { ...store, transact };
};

const waitsForItself = (): Persistence => {
  const store = memoryPersistence();
  const outside = AsyncLocalStorage.snapshot();
  return { ...store, transact: (work) => outside(() => store.transact(work)) };
};

const readsBehindUnits = (): Persistence => {
  const store = memoryPersistence();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    transact: (work) => {
      const answer = store.transact(work);
      last = answer.catch(() => undefined);
      return answer;
    },
    read: (work) => last.then(() => store.read(work)),
  };
};

const readsUncommitted = (): Persistence => {
  const store = memoryPersistence();
  const open = new Set<Unit>();
  return {
    ...store,
    transact: (work) =>
      store.transact((unit) => {
        open.add(unit);
        return work(unit).finally(() => open.delete(unit));
      }),
    read: (work) => {
      const [unit] = open;
      return unit === undefined ? store.read(work) : work(unit);
    },
  };
};

const handsOutItsOwn = (): Persistence => {
  const held = new Map<unknown, Customer>();
  return seeing((accounts) => ({
    findCustomer: async (reach, ref) => {
      const found = await accounts.findCustomer(reach, ref);
      if (found === undefined) return undefined;
      const kept = held.get(ref) ?? found;
      held.set(ref, kept);
      return kept;
    },
  }));
};

const outlivesItsUnit = (): Persistence =>
  altered((unit) => ({
    ...unit,
    records: {
      ...unit.records,
      installation: () => unit.records.installation().catch(() => undefined),
    },
  }));

const reachesTooFar = (): Persistence =>
  seeing((accounts) => ({ find: (_, ref) => accounts.find('installation', ref) }));

const repeatsPages = (): Persistence =>
  seeing((accounts) => ({
    children: (reach, of, { limit }) => accounts.children(reach, of, { limit }),
  }));

const listsByAge = (): Persistence =>
  seeing((accounts) => ({
    masters: async (reach) =>
      (await accounts.masters(reach)).toSorted((a, b) => a.number - b.number),
  }));

const forgetsLeases = (): Persistence =>
  relaying((deliveries) => ({
    claim: ({ now, limit }) => deliveries.claim({ now, until: now, limit }),
  }));

const forgetsFences = (): Persistence => {
  const fences = new Map<string, number>();
  return relaying((deliveries) => ({
    claim: async (claim) => {
      const claimed = await deliveries.claim(claim);
      for (const { id, fence } of claimed) fences.set(id, fence);
      return claimed;
    },
    settle: (settlement) => {
      const fence = fences.get(settlement.id) ?? settlement.fence;
      return deliveries.settle({ ...settlement, fence });
    },
  }));
};

const broken = (fault: string, open: () => Persistence, caughtBy: string): BrokenAdapter => ({
  fault,
  open,
  caughtBy,
});

const wholeCustomer = 'a customer comes back whole, by id and by number';

export const brokenAdapters: readonly BrokenAdapter[] = [
  broken('loses a description', losesDescriptions, wholeCustomer),
  broken('copies metadata key by key', copiesMetadataByKey, wholeCustomer),
  broken('writes configurations anew', rewritesConfigurations, wholeCustomer),
  broken(
    'gives a number again',
    numbersAgain,
    'numbers are positive, and no two of a kind are alike',
  ),
  broken('lets users share a mailbox', forgetsMailboxes, 'a mailbox is taken once among the users'),
  broken(
    'goes on after a conflict',
    goesOnAfterConflicts,
    "a conflict over a user's mailbox spends the unit",
  ),
  broken('commits an error', commitsErrors, 'a unit that answers an error rolls back'),
  broken('commits what threw', commitsThrows, 'a unit that throws rolls back'),
  broken('joins a nested transact', joinsNested, 'a nested transact throws at once'),
  broken('waits for itself', waitsForItself, 'a nested transact throws at once'),
  broken(
    'answers after the unit',
    outlivesItsUnit,
    'what a unit handed out throws after its commit',
  ),
  broken('reads behind units', readsBehindUnits, 'a read waits for no open unit'),
  broken('reads what is not committed', readsUncommitted, 'a read sees committed data alone'),
  broken(
    'hands out what it holds',
    handsOutItsOwn,
    'what was handed out cannot change what is stored',
  ),
  broken('looks beyond the reach', reachesTooFar, 'find answers within the reach alone'),
  broken(
    'repeats a page',
    repeatsPages,
    'children come by id, each once, whatever the size of a page',
  ),
  broken('lists by age', listsByAge, 'masters come by id'),
  broken('forgets a lease', forgetsLeases, 'a lease keeps others away until it ends'),
  broken('forgets the fence', forgetsFences, 'a relay whose lease was taken over settles nothing'),
];

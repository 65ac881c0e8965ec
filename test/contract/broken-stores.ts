import { err, ok, type Persistence, type Result, type Unit } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { relaying, seeing, writing } from './broken-adapters/altered.ts';

/** A store that no use case should meet. */
export interface BrokenStore {
  readonly fault: string;
  readonly open: () => Persistence;
}

const knowsSpellings = (): Persistence =>
  writing((accounts) => ({
    addRegister: ({ user, ...register }) => {
      if (user === undefined) return accounts.addRegister(register);
      const email = { ...user.email, canonical: user.email.address };
      return accounts.addRegister({ ...register, user: { ...user, email } });
    },
  }));

const keepsNoCorrection = (): Persistence =>
  writing(() => ({ savePartner: async (partner) => ok(partner) }));

const keepsCustomers = (): Persistence =>
  writing(() => ({ saveCustomer: async () => ok(undefined) }));

/** Whatever has run to its end is committed, also where it was to be undone. */
const undoesNothing = (): Persistence => {
  const store = memoryPersistence();
  const transact: Persistence['transact'] = async <T, E>(
    work: (unit: Unit) => Promise<Result<T, E>>,
  ) => {
    const answers: Result<T, E>[] = [];
    const run = async (unit: Unit) => ok(answers.push(await work(unit)));
    await store.transact(run).catch((fault: unknown) => {
      // A unit that has met a conflict is spent, and cannot be committed.
      if (answers.length === 0) throw fault;
    });
    const [answer] = answers;
    if (answer === undefined) throw new Error('no unit was run');
    return answer;
  };
  return { ...store, transact };
};

const takesAllForSuspended = (): Persistence =>
  seeing((accounts) => ({
    statuses: async (ids) => {
      const found = await accounts.statuses(ids);
      return new Map([...found.keys()].map((id) => [id, 'suspended']));
    },
  }));

const tellsOneConflict = (): Persistence =>
  writing((accounts) => ({
    addPartner: async (partner) => {
      const added = await accounts.addPartner(partner);
      return added.ok ? added : err({ taken: added.error.taken });
    },
  }));

const owesOneLetter = (): Persistence =>
  relaying((deliveries) => ({ add: (added) => deliveries.add(added.slice(0, 1)) }));

const seesEverything = (): Persistence =>
  seeing((accounts) => ({ find: (_, ref) => accounts.find('installation', ref) }));

/** Stores that an application answers wrongly over, and perhaps not at once. */
export const brokenStores: readonly BrokenStore[] = [
  { fault: 'knows a mailbox by its spelling', open: knowsSpellings },
  { fault: 'keeps no correction', open: keepsNoCorrection },
  { fault: 'keeps customers as they were opened', open: keepsCustomers },
  { fault: 'undoes nothing', open: undoesNothing },
  { fault: 'takes whatever is above for suspended', open: takesAllForSuspended },
  { fault: 'tells of one conflict where there are several', open: tellsOneConflict },
  { fault: 'owes the first of several letters', open: owesOneLetter },
  { fault: 'finds the accounts of others', open: seesEverything },
];

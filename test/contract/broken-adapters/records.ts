import type { NewAccountRegister, Persistence, User } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import { adding, altered, type BrokenAdapter, broken, keeping, writing } from './altered.ts';

const takesResultsOfNobody = (): Persistence =>
  altered(({ accounts, records, ...unit }) => ({
    ...unit,
    accounts,
    records: {
      ...records,
      addResult: async (result, now) => {
        const account = await accounts.find('installation', result.accountId);
        return account === undefined
          ? { ok: true, value: undefined }
          : records.addResult(result, now);
      },
    },
  }));

const holdsBeyondTheReach = (): Persistence =>
  writing((accounts) => ({
    holdForChange: (_, ref) => accounts.holdForChange('installation', ref),
  }));

const asSpelt = <Owner extends Pick<User, 'email'>>(owner: Owner): Owner => ({
  ...owner,
  email: { ...owner.email, canonical: owner.email.address },
});

const comparesMailboxesAsSpelt = (): Persistence =>
  adding((access) => ({ addUser: (user) => access.addUser(asSpelt(user)) }));

const registersMailboxesAsSpelt = (): Persistence =>
  writing((accounts) => ({
    addRegister: (register: NewAccountRegister) =>
      accounts.addRegister({
        ...register,
        ...(register.user === undefined ? {} : { user: asSpelt(register.user) }),
      }),
  }));

const keepsChecks = (): Persistence => {
  const store = memoryPersistence();
  return {
    ...store,
    transact: async (work) => {
      const checks: string[] = [];
      try {
        return await store.transact(({ records, ...unit }) =>
          work({
            ...unit,
            records: {
              ...records,
              setSecretCheck: async (check) => {
                checks.push(check);
                return records.setSecretCheck(check);
              },
            },
          }),
        );
      } finally {
        for (const check of checks)
          await store.transact(async ({ records }) => {
            await records.setSecretCheck(check);
            return { ok: true, value: undefined };
          });
      }
    },
  };
};

/** A result that has lapsed is in nobody's way, so it is thrown away at once. */
const dropsLapsedResultsAtOnce = (): Persistence => {
  const replaced = new Set<string>();
  return altered(
    ({ records, ...unit }) => ({
      ...unit,
      records: {
        ...records,
        addResult: async (result, now) => {
          const before = await records.findResult([result.lookup], new Date(0));
          if (before !== undefined && before.lapsesAt <= now) replaced.add(before.fingerprint);
          return records.addResult(result, now);
        },
      },
    }),
    ({ records, ...view }) => ({
      ...view,
      records: {
        ...records,
        findResult: async (lookups, now) => {
          const found = await records.findResult(lookups, now);
          return found === undefined || replaced.has(found.fingerprint) ? undefined : found;
        },
      },
    }),
  );
};

const findsTheLastOfSeveral = (): Persistence =>
  altered(
    (unit) => unit,
    ({ records, ...view }) => ({
      ...view,
      records: {
        ...records,
        findResult: (lookups, now) => records.findResult(lookups.toReversed(), now),
      },
    }),
  );

const checksNoInstallation = (): Persistence =>
  keeping((records) => ({
    setSecretCheck: async (check) => {
      if ((await records.installation()) !== undefined) await records.setSecretCheck(check);
    },
  }));

const joinsAnyHost = (): Persistence => {
  const store = memoryPersistence();
  return { ...store, within: () => store };
};

const losesSubjects = (): Persistence =>
  keeping((records) => ({
    addEvent: ({ subject: _, ...event }) => records.addEvent(event),
  }));

/** Adapters that keep too much, or look at too much, of what stands besides the accounts. */
export const brokenRecords: readonly BrokenAdapter[] = [
  broken(
    'takes a result of nobody',
    takesResultsOfNobody,
    'a kept result of an account that does not exist is a fault, and spends the unit',
  ),
  broken(
    'takes the check of no installation',
    checksNoInstallation,
    'a check of the secret of no installation is a fault',
  ),
  broken(
    'finds the last of several results',
    findsTheLastOfSeveral,
    'of several results that are kept, the one whose lookup stands first is found',
  ),
  broken(
    'joins any host',
    joinsAnyHost,
    'a transaction of a host that speaks another dialect is refused',
  ),
  broken(
    'holds for change beyond the reach',
    holdsBeyondTheReach,
    'holdForChange answers within the reach alone',
  ),
  broken(
    'compares mailboxes as they are spelt',
    comparesMailboxesAsSpelt,
    'of 20 racers for one mailbox of a user, spelt in many ways exactly one wins',
  ),
  broken(
    'registers mailboxes as they are spelt',
    registersMailboxesAsSpelt,
    'of 20 racers for one mailbox of a registered account, spelt in many ways exactly one wins',
  ),
  broken(
    'loses what an event is about',
    losesSubjects,
    'events come back whole, in the order of their positions',
  ),
  broken(
    'keeps a check that was rolled back',
    keepsChecks,
    'another check of the secret is undone with its unit',
  ),
  broken(
    'drops a result that has lapsed besides its unit',
    dropsLapsedResultsAtOnce,
    'a result that replaced one that had lapsed is undone with its unit',
  ),
];

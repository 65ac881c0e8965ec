import { err, MembershipNumber, ok, type Persistence } from '@tenantry/domain';
import { adding, altered, type BrokenAdapter, broken, readingCustomersAs } from './altered.ts';

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

const numbersAgain = (): Persistence =>
  adding((access) => ({
    addMembership: async (membership) => {
      const added = await access.addMembership(membership);
      return added.ok ? ok({ ...added.value, number: MembershipNumber.parse(1) }) : added;
    },
  }));

const forgetsMailboxes = (): Persistence => {
  let users = 0;
  return adding((access) => ({
    addUser: (user) => {
      const canonical = `${++users} ${user.email.canonical}`;
      return access.addUser({ ...user, email: { ...user.email, canonical } });
    },
  }));
};

const holdsEveryReference = (): Persistence => {
  const held = new Set<string>();
  return altered(({ accounts, ...unit }) => ({
    ...unit,
    accounts: {
      ...accounts,
      addCustomer: async (customer) => {
        const { account, references, uniqueReferenceNames } = customer;
        const keys = references.map(({ name, value }) =>
          JSON.stringify([account.ancestors.at(-1), name, value]),
        );
        const index = references.findIndex(
          ({ name }, at) => uniqueReferenceNames.includes(name) && held.has(keys[at] ?? ''),
        );
        if (index !== -1) return err({ taken: 'ReferenceTaken', index });
        for (const key of keys) held.add(key);
        return accounts.addCustomer(customer);
      },
    },
  }));
};

const wholeCustomer = 'a customer comes back whole, by id and by number';

/** Adapters that store or find something else than they were given. */
export const brokenStored: readonly BrokenAdapter[] = [
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
    'holds references that were not unique',
    holdsEveryReference,
    'a reference is held by whoever was stored with it as unique, and by no other',
  ),
];

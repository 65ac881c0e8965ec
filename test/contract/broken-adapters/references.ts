import { type CorrectedCustomer, err, type Persistence, type Unit } from '@tenantry/domain';
import { altered, type BrokenAdapter, broken, writing } from './altered.ts';

type Reference = CorrectedCustomer['references'][number];

const takesAnything = (): Persistence =>
  writing((accounts) => ({
    saveCustomer: (customer) => accounts.saveCustomer({ ...customer, uniqueReferenceNames: [] }),
  }));

const takesInOtherSpellings = (): Persistence =>
  writing((accounts) => ({
    saveCustomer: ({ references, ...customer }) =>
      accounts.saveCustomer({
        ...customer,
        references: references.map((reference) =>
          reference.value === reference.value.normalize('NFC')
            ? reference
            : { ...reference, value: `${reference.value} ` },
        ),
      }),
  }));

const looksAtReferencesFirst = (): Persistence =>
  writing((accounts) => ({
    saveCustomer: async (customer) => {
      const stands = await accounts.find('installation', customer.account.id);
      const version = (stands?.version ?? 0) + 1;
      const index = await firstHeld(accounts, customer);
      return index !== undefined && version !== customer.account.version
        ? err({ taken: 'ReferenceTaken', index })
        : accounts.saveCustomer(customer);
    },
  }));

/** The place of the first reference that another account of the installation is found by. */
async function firstHeld(
  accounts: Unit['accounts'],
  { account, references }: CorrectedCustomer,
): Promise<number | undefined> {
  for (const [index, reference] of references.entries()) {
    const { name, value } = reference;
    const page = { reference: { name, value }, limit: 10 };
    const found = await accounts.search('installation', page);
    if (found.some(({ id }) => id !== account.id)) return index;
  }
  return undefined;
}

const believesWhereItStands = (): Persistence =>
  writing((accounts) => ({
    saveCustomer: async ({ uniqueReferenceNames, ...customer }) => {
      const stands = await accounts.find('installation', customer.account.id);
      const isThere = stands?.ancestors.at(-1) === customer.account.ancestors.at(-1);
      const names = isThere ? uniqueReferenceNames : [];
      return accounts.saveCustomer({ ...customer, uniqueReferenceNames: names });
    },
  }));

const conflictsWithItself = (): Persistence =>
  writing((accounts) => ({
    saveCustomer: async (customer) => {
      const before = await accounts.findCustomer('installation', customer.account.id);
      const own = new Set(before?.references.map(({ value }) => value));
      const index = customer.references.findIndex(({ value }) => own.has(value));
      return index === -1
        ? accounts.saveCustomer(customer)
        : err({ taken: 'ReferenceTaken', index });
    },
  }));

/** Whatever was ever held by somebody is in use for all others. */
const neverFrees = (): Persistence => {
  const held = new Map<string, string>();
  const heldBy = (id: string, references: readonly Reference[]): number => {
    const index = references.findIndex(({ value }) => (held.get(value) ?? id) !== id);
    if (index === -1) for (const { value } of references) held.set(value, id);
    return index;
  };
  return altered(({ accounts, ...unit }) => ({
    ...unit,
    accounts: {
      ...accounts,
      addCustomer: async (customer) => {
        const index = heldBy(customer.account.id, customer.references);
        return index === -1
          ? accounts.addCustomer(customer)
          : err({ taken: 'ReferenceTaken', index });
      },
    },
  }));
};

const sibling = 'a correction of a customer takes no unique reference of a sibling';
const saved = 'a customer holds the unique references that it was saved with, and no others';

/** Adapters that mistake what a customer, once it is corrected, may be referred to by. */
export const brokenReferences: readonly BrokenAdapter[] = [
  broken('lets a correction take any reference', takesAnything, sibling),
  broken('lets a correction take a reference in another spelling', takesInOtherSpellings, sibling),
  broken('looks at references before the version', looksAtReferencesFirst, sibling),
  broken('looks for siblings where it is told to', believesWhereItStands, sibling),
  broken('takes a customer for its own rival', conflictsWithItself, sibling),
  broken('holds nothing that a correction took', takesAnything, saved),
  broken('never frees a reference', neverFrees, saved),
  broken(
    'lets corrections share a unique reference',
    takesAnything,
    'of 20 racers for one unique reference that a correction takes exactly one wins',
  ),
];

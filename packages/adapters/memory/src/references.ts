import {
  type Account,
  type AccountId,
  comparable,
  type ExternalReference,
  parentIdOf,
} from '@tenantry/domain';
import type { Tables } from './tables.ts';

/** What customers are found by that have a reference. */
export const referenceKey = ({ name, value }: Pick<ExternalReference, 'name' | 'value'>): string =>
  JSON.stringify([comparable(name), comparable(value)]);

/** What each reference is unique by among the children of the parent; undefined where it is not. */
export function uniqueKeys(
  { ancestors }: Pick<Account, 'ancestors'>,
  references: readonly ExternalReference[],
  uniqueNames: readonly string[],
): readonly (string | undefined)[] {
  const unique = new Set(uniqueNames.map(comparable));
  return references.map((reference) =>
    unique.has(comparable(reference.name)) ? siblingKey({ ancestors }, reference) : undefined,
  );
}

/** The keys must have been looked for. */
export function putReferences(
  tables: Tables,
  id: AccountId,
  references: readonly ExternalReference[],
  keys: readonly (string | undefined)[],
): void {
  for (const key of keys) if (key !== undefined) tables.references.set(key, id);
  // A customer may name one reference twice.
  for (const key of new Set(references.map(referenceKey))) tables.customersByReference.add(key, id);
}

/** Undoes what `putReferences` has written, whatever was unique when it did. */
export function removeReferences(
  tables: Tables,
  account: Pick<Account, 'id' | 'ancestors'>,
  references: readonly ExternalReference[],
): void {
  for (const reference of references) {
    const key = siblingKey(account, reference);
    if (tables.references.get(key) === account.id) tables.references.delete(key);
  }
  for (const key of new Set(references.map(referenceKey)))
    tables.customersByReference.remove(key, account.id);
}

const siblingKey = (account: Pick<Account, 'ancestors'>, reference: ExternalReference): string =>
  JSON.stringify([parentIdOf(account), referenceKey(reference)]);

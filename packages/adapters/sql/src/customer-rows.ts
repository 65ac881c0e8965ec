import {
  type Account,
  branded,
  type Customer,
  comparable,
  type DefaultWorkflow,
  type ExternalReference,
  type Membership,
  type NewCustomer,
  restoreConfigurations,
  restoreJson,
} from '@tenantry/domain';
import { joined, type Row } from './rows.ts';

type ReferenceRow = Row<'external_reference'>;

export const customerRow = ({
  account,
  workflows,
  configurations,
}: Pick<NewCustomer, 'account' | 'workflows' | 'configurations'>): Row<'customer'> => ({
  account_id: account.id,
  workflows: JSON.stringify(workflows),
  configurations,
});

const referenceRow = (
  accountId: string,
  position: number,
  { name, value, type, description, metadata }: ExternalReference,
  keys: Pick<ReferenceRow, 'search_key' | 'unique_key'>,
): ReferenceRow => ({
  account_id: accountId,
  position,
  name,
  value,
  type,
  description: description ?? null,
  metadata: metadata === undefined ? null : JSON.stringify(metadata),
  ...keys,
});

/** Name and value of a reference as they are compared. */
export const searchKeyOf = ({ name, value }: Pick<ExternalReference, 'name' | 'value'>): string =>
  joined(comparable(name), comparable(value));

/**
 * A customer's references as they are stored beneath a parent. One that it names twice is in nobody's
 * way but its own, and found once: its keys stand in the first of the two.
 */
export const referenceRows = (
  id: string,
  parent: string | null,
  references: readonly ExternalReference[],
  uniqueNames: readonly string[],
): readonly ReferenceRow[] => {
  const unique = new Set(uniqueNames.map(comparable));
  const keys = references.map(searchKeyOf);
  return references.map((reference, position) => {
    const key = searchKeyOf(reference);
    const isFirst = keys.indexOf(key) === position;
    const isUnique = isFirst && unique.has(comparable(reference.name));
    return referenceRow(id, position, reference, {
      search_key: isFirst ? key : null,
      unique_key: isUnique ? joined(parent ?? '', key) : null,
    });
  });
};

const referenceOf = (row: ReferenceRow): ExternalReference => ({
  name: row.name,
  value: row.value,
  ...(row.description === null ? {} : { description: row.description }),
  type: branded<ExternalReference['type']>(row.type),
  ...(row.metadata === null ? {} : { metadata: restoreJson<Record<string, string>>(row.metadata) }),
});

export const customerOf = (
  account: Account,
  details: Row<'customer'>,
  references: readonly ReferenceRow[],
  members: readonly Membership[],
): Customer => {
  return {
    account,
    workflows: restoreJson<readonly DefaultWorkflow[]>(details.workflows),
    configurations: restoreConfigurations(details.configurations),
    references: references.map(referenceOf),
    members,
  };
};

import {
  type Account,
  branded,
  type Customer,
  type DefaultWorkflow,
  type ExternalReference,
  type Membership,
  restoreConfigurations,
  restoreJson,
} from '@tenantry/domain';
import type { Row } from './rows.ts';

type ReferenceRow = Row<'external_reference'>;

export const referenceRow = (
  accountId: string,
  position: number,
  { name, value, type, description, metadata }: ExternalReference,
  uniqueKey: string | null,
): ReferenceRow => ({
  account_id: accountId,
  position,
  name,
  value,
  type,
  description: description ?? null,
  metadata: metadata === undefined ? null : JSON.stringify(metadata),
  unique_key: uniqueKey,
});

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

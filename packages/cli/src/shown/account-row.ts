import { type AccountId, type AccountStatus, type AccountView, parentIdOf } from '@tenantry/domain';
import type { Column } from '../terminal/column.ts';
import type { List } from '../terminal/listed.ts';
import { roleOfStatus } from '../terminal/paint.ts';

/** What every list of accounts tells of one, in JSON too. */
export interface AccountRow {
  readonly id: AccountId;
  readonly number: number;
  readonly name: string;
  readonly status: AccountStatus;
  readonly effectiveStatus: AccountStatus;
  readonly parentId: AccountId | null;
}

export const accountRow = (account: AccountView): AccountRow => ({
  id: account.id,
  number: account.number,
  name: account.name,
  status: account.status,
  effectiveStatus: account.effectiveStatus,
  parentId: parentIdOf(account) ?? null,
});

/**
 * Number, id, effective status, name, and what accounts of one kind have besides; the number names an
 * account as well as its id does.
 */
export const listOfAccounts = <Row extends AccountRow>(
  ...besides: readonly Column<Row>[]
): List<Row> => ({
  columns: [
    { title: 'number', of: ({ number }) => number, rank: 1 },
    { title: 'id', of: ({ id }) => id, rank: 9 },
    {
      title: 'status',
      of: ({ effectiveStatus }) => effectiveStatus,
      rank: 3,
      role: ({ effectiveStatus }) => roleOfStatus(effectiveStatus),
    },
    { title: 'name', of: ({ name }) => name, rank: 2, mayBeCut: true },
    ...besides,
  ],
  json: (row) => JSON.stringify(row),
});

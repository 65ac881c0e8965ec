import type { AccountStatus } from '@tenantry/domain';
import type { Column } from '../terminal/column.ts';
import { roleOfStatus } from '../terminal/paint.ts';

/** What every list of accounts tells of one. */
export interface AccountRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly effectiveStatus: AccountStatus;
}

/** Number, id, effective status, name; the number names an account as well as its id does. */
export const accountColumns: readonly Column<AccountRow>[] = [
  { title: 'number', of: ({ number }) => number, rank: 1 },
  { title: 'id', of: ({ id }) => id, rank: 9 },
  {
    title: 'status',
    of: ({ effectiveStatus }) => effectiveStatus,
    rank: 3,
    role: ({ effectiveStatus }) => roleOfStatus(effectiveStatus),
  },
  { title: 'name', of: ({ name }) => name, rank: 2, mayBeCut: true },
];

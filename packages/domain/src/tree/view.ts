import type { AccountReads } from '../ports.ts';
import { type Account, type AccountStatus, effectiveStatus } from './account.ts';

/** An account as it is shown: with the status that counts. */
export interface AccountView extends Account {
  readonly effectiveStatus: AccountStatus;
}

/** A page of a list; `next` is absent on the last one and else stands for what follows. */
export interface Page<T, Cursor> {
  readonly items: readonly T[];
  readonly next?: Cursor;
}

/** Adds the effective status to accounts that were found within a reach. */
export const withEffectiveStatus = async (
  accounts: AccountReads,
  found: readonly Account[],
): Promise<readonly AccountView[]> => {
  const ancestors = new Set(found.flatMap((account) => account.ancestors));
  const statuses = await accounts.statuses([...ancestors]);
  return found.map((account) => ({
    ...account,
    effectiveStatus: effectiveStatus([
      account.status,
      // An ancestor that is gone cannot be: the store keeps it while it has children.
      ...account.ancestors.map((id) => statuses.get(id) ?? 'closed'),
    ]),
  }));
};

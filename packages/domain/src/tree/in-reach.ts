import { type Context, permit, type Reach, reachOf } from '../access/caller.ts';
import type { AccountNotFound, NotPermitted } from '../errors.ts';
import type { Ports, View } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { AccountRef } from '../values/ids.ts';
import type { Account } from './account.ts';

export type CannotFind = NotPermitted | AccountNotFound;

/** How an account is named: id or number; without one the caller's own. */
export interface AccountNamed {
  readonly account?: string | number;
}

/** Reads what concerns one account, for a caller that may and has it in reach. Needs `read`. */
export async function inReach<T, E>(
  { persistence }: Ports,
  { account: named }: AccountNamed,
  { caller }: Context,
  answer: (view: View, account: Account) => Promise<Result<T, E>>,
): Promise<Result<T, E | CannotFind>> {
  const permitted = permit(caller, 'read');
  if (!permitted.ok) return permitted;
  const ref = AccountRef.safeParse(named === undefined ? caller.accountId : named);
  if (!ref.success) return err({ kind: 'AccountNotFound' });
  return persistence.read<Result<T, E | CannotFind>>(async (view) => {
    const account = await view.accounts.find(reachOf(caller), ref.data);
    return account === undefined ? err({ kind: 'AccountNotFound' }) : answer(view, account);
  });
}

/**
 * Reads what concerns the part of a caller's reach that is meant: one account and all beneath it, or
 * else all of it. Needs `read`.
 */
export async function partOfReach<T, E>(
  { persistence }: Ports,
  { account: named }: AccountNamed,
  { caller }: Context,
  answer: (view: View, reach: Reach) => Promise<Result<T, E>>,
): Promise<Result<T, E | CannotFind>> {
  const permitted = permit(caller, 'read');
  if (!permitted.ok) return permitted;
  if (named === undefined) return persistence.read((view) => answer(view, reachOf(caller)));
  const ref = AccountRef.safeParse(named);
  if (!ref.success) return err({ kind: 'AccountNotFound' });
  return persistence.read<Result<T, E | CannotFind>>(async (view) => {
    const account = await view.accounts.find(reachOf(caller), ref.data);
    return account === undefined
      ? err({ kind: 'AccountNotFound' })
      : answer(view, { below: account.id });
  });
}

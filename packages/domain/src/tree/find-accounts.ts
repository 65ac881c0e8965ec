import { type Context, permit, reachOf } from '../access/caller.ts';
import type { Invalid, NotPermitted } from '../errors.ts';
import type { AccountReads, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { AccountId } from '../values/ids.ts';
import type { Account, AccountKind } from './account.ts';
import { type AccountNamed, type CannotFind, inReach } from './in-reach.ts';
import { sliceOf } from './slice.ts';
import { type AccountView, type Page, withEffectiveStatus } from './view.ts';

/** At most 200 at a time; 50 where nothing is said. */
export interface Paged<Cursor> {
  readonly after?: Cursor;
  readonly limit?: number;
}

/** One account within the caller's reach. Needs `read`. */
export const findAccount =
  (ports: Ports) =>
  (input: AccountNamed, context: Context): Promise<Result<AccountView, CannotFind>> =>
    inReach(ports, input, context, async (accounts, account) => {
      const [view] = await withEffectiveStatus(accounts, [account]);
      return view === undefined ? err({ kind: 'AccountNotFound' }) : ok(view);
    });

/** The accounts directly beneath one, by id. Needs `read`. */
export const listChildren =
  (ports: Ports) =>
  (
    input: AccountNamed & Paged<AccountId>,
    context: Context,
  ): Promise<Result<Page<AccountView, AccountId>, CannotFind | Invalid>> =>
    paged(input.limit, (limit) =>
      inReach(ports, input, context, async (accounts, account) => {
        const request = { ...after(input), limit: limit + 1 };
        const found = await accounts.children(reachOf(context.caller), account.id, request);
        return ok(await page(accounts, found, limit, ({ id }) => id));
      }),
    );

/**
 * The account and all beneath it, or those of one kind: parents before their children. Needs
 * `read`.
 */
export const listSubtree =
  (ports: Ports) =>
  (
    input: AccountNamed & Paged<Account> & { readonly kind?: AccountKind },
    context: Context,
  ): Promise<Result<Page<AccountView, Account>, CannotFind | Invalid>> =>
    paged(input.limit, (limit) =>
      inReach(ports, input, context, async (accounts, account) => {
        const kind = input.kind === undefined ? {} : { kind: input.kind };
        const request = { ...after(input), ...kind, limit: limit + 1 };
        const found = await accounts.subtree(reachOf(context.caller), account.id, request);
        return ok(await page(accounts, found, limit, (last) => last));
      }),
    );

/**
 * The master accounts of the installation; none for a caller that is bound to one account. Needs
 * `read`.
 */
export const listMasters =
  ({ persistence }: Ports) =>
  async (_: object, { caller }: Context): Promise<Result<readonly AccountView[], NotPermitted>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    return persistence.read(async ({ accounts }) =>
      ok(await withEffectiveStatus(accounts, await accounts.masters(reachOf(caller)))),
    );
  };

async function paged<T, E>(
  limit: number | undefined,
  answer: (limit: number) => Promise<Result<T, E>>,
): Promise<Result<T, E | Invalid>> {
  const slice = sliceOf({ limit });
  return slice.ok ? answer(slice.value.limit) : slice;
}

const after = <Cursor>({ after: cursor }: Paged<Cursor>) =>
  cursor === undefined ? {} : { after: cursor };

/** One more than asked for was read: whether there is a next page. */
async function page<Cursor>(
  accounts: AccountReads,
  found: readonly Account[],
  limit: number,
  cursorOf: (account: Account) => Cursor,
): Promise<Page<AccountView, Cursor>> {
  const items = await withEffectiveStatus(accounts, found.slice(0, limit));
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items };
}

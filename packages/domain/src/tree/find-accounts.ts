import { type Context, permit, reachOf } from '../access/caller.ts';
import { type Invalid, invalid, type NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { AccountId } from '../values/ids.ts';
import { issue } from '../values/issues.ts';
import type { AccountKind } from './account.ts';
import { type AccountNamed, type CannotFind, inReach } from './in-reach.ts';
import { type Paged, paged, pageOf } from './page.ts';
import { type AccountView, type Page, withEffectiveStatus } from './view.ts';

/** One account within the caller's reach. Needs `read`. */
export const findAccount =
  (ports: Ports) =>
  (input: AccountNamed, context: Context): Promise<Result<AccountView, CannotFind>> =>
    inReach(ports, input, context, async ({ accounts }, account) => {
      const [view] = await withEffectiveStatus(accounts, [account]);
      return view === undefined ? err({ kind: 'AccountNotFound' }) : ok(view);
    });

/** The accounts directly beneath one, by id. Needs `read`. */
export const listChildren =
  (ports: Ports) =>
  (
    input: AccountNamed & Paged<string>,
    context: Context,
  ): Promise<Result<Page<AccountView, AccountId>, CannotFind | Invalid>> =>
    paged(input, AccountId, (request, limit) =>
      inReach(ports, input, context, async ({ accounts }, account) => {
        const found = await accounts.children(reachOf(context.caller), account.id, request);
        return ok(pageOf(await withEffectiveStatus(accounts, found), limit, ({ id }) => id));
      }),
    );

/**
 * The account and all beneath it, or those of one kind: parents before their children. `after` names
 * the account that came last; one that is not in reach is `Invalid`. Needs `read`.
 */
export const listSubtree =
  (ports: Ports) =>
  (
    input: AccountNamed & Paged<string> & { readonly kind?: AccountKind },
    context: Context,
  ): Promise<Result<Page<AccountView, AccountId>, CannotFind | Invalid>> =>
    paged(input, AccountId, (request, limit) =>
      inReach<Page<AccountView, AccountId>, Invalid>(
        ports,
        input,
        context,
        async ({ accounts }, account) => {
          const reach = reachOf(context.caller);
          const { after: last, ...rest } = request;
          const after = last === undefined ? undefined : await accounts.find(reach, last);
          if (last !== undefined && after === undefined)
            return err(invalid([issue(['after'], 'unknown')]));
          const page = {
            ...rest,
            ...(after === undefined ? {} : { after }),
            ...(input.kind === undefined ? {} : { kind: input.kind }),
          };
          const found = await accounts.subtree(reach, account.id, page);
          return ok(pageOf(await withEffectiveStatus(accounts, found), limit, ({ id }) => id));
        },
      ),
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

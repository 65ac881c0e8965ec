import { type Caller, type Context, permit, reachOf } from '../access/caller.ts';
import type { AccountNotFound, Invalid, NotPermitted } from '../errors.ts';
import type { AccountReads, Ports, Sliced } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Account, type AccountStatus, parentIdOf } from '../tree/account.ts';
import { type Sliceable, sliceOf } from '../tree/slice.ts';
import { withEffectiveStatus } from '../tree/view.ts';
import { type AccountId, AccountRef } from '../values/ids.ts';
import { Reference } from '../values/references.ts';
import type { Partner } from './partner.ts';

/**
 * A partner as it is shown: with the status that counts, and the account above it where the caller
 * sees that.
 */
export interface PartnerView extends Partner {
  readonly effectiveStatus: AccountStatus;
  readonly parent?: Account;
}

/** A partner within the caller's reach, by id or number. Needs `read`. */
export const findPartner =
  ({ persistence }: Ports) =>
  async (
    input: { readonly partner: string | number },
    { caller }: Context,
  ): Promise<Result<PartnerView, NotPermitted | AccountNotFound>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    const ref = AccountRef.safeParse(input.partner);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    return persistence.read<Result<PartnerView, AccountNotFound>>(async ({ accounts }) => {
      const found = await accounts.findPartner(reachOf(caller), ref.data);
      const [view] = await shown(accounts, caller, found === undefined ? [] : [found]);
      return view === undefined ? err({ kind: 'AccountNotFound' }) : ok(view);
    });
  };

export interface ListPartnersInput extends Sliceable {
  /** Only those whose id, number, name or reference this is. */
  readonly named?: string;
}

/** The partners within the caller's reach, by number. Needs `read`. */
export const listPartners =
  ({ persistence }: Ports) =>
  async (
    { named, ...input }: ListPartnersInput,
    { caller }: Context,
  ): Promise<Result<Sliced<PartnerView>, NotPermitted | Invalid>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    const slice = sliceOf(input);
    if (!slice.ok) return slice;
    const text = named === undefined ? undefined : Reference.safeParse(named).data;
    // No store is asked for what it could not hold: some would refuse to look.
    if (named !== undefined && text === undefined) return ok({ total: 0, items: [] });
    const ref = AccountRef.safeParse(text).data;
    const filter =
      text === undefined ? {} : { named: { text, ...(ref === undefined ? {} : { ref }) } };
    return persistence.read(async ({ accounts }) => {
      const { total, items } = await accounts.partners(reachOf(caller), {
        ...slice.value,
        ...filter,
      });
      return ok({ total, items: await shown(accounts, caller, items) });
    });
  };

/** Each as it is shown; of the accounts above them each is asked for once. */
async function shown(
  accounts: AccountReads,
  caller: Caller,
  partners: readonly Partner[],
): Promise<readonly PartnerView[]> {
  const parents = new Map<AccountId | undefined, Account>();
  for (const id of new Set(partners.flatMap(({ account }) => parentIdOf(account) ?? []))) {
    const parent = await accounts.find(reachOf(caller), id);
    if (parent !== undefined) parents.set(id, parent);
  }
  const own = partners.map(({ account }) => account);
  const views = await withEffectiveStatus(accounts, own);
  const statuses = new Map(views.map(({ id, effectiveStatus }) => [id, effectiveStatus]));
  return partners.map((partner) => {
    const { account } = partner;
    const parent = parents.get(parentIdOf(account));
    const effectiveStatus = statuses.get(account.id) ?? account.status;
    return { ...partner, effectiveStatus, ...(parent === undefined ? {} : { parent }) };
  });
}

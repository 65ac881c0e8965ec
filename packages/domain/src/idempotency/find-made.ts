import { type Context, permit, reachOf } from '../access/caller.ts';
import type { Invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { CannotFind } from '../tree/in-reach.ts';
import { type AccountView, withEffectiveStatus } from '../tree/view.ts';
import { keyOf, lookupsOf } from './attempt.ts';
import { making } from './making.ts';

/**
 * The account that the caller made under an idempotency key, as long as that is kept, whichever of
 * the creates it was; where several of them were, the first in the order of `making`. `AccountNotFound` where none was made, or it is out of reach. Needs `read`.
 */
export const findMade =
  ({ persistence, secrets, clock }: Ports) =>
  async (
    { idempotencyKey }: { readonly idempotencyKey: string },
    { caller }: Context,
  ): Promise<Result<AccountView, CannotFind | Invalid>> => {
    const permitted = permit(caller, 'read');
    if (!permitted.ok) return permitted;
    const key = keyOf(idempotencyKey);
    if (!key.ok) return key;
    const lookups = Object.values(making).flatMap((useCase) =>
      lookupsOf(secrets, caller, useCase, key.value),
    );
    return persistence.read<Result<AccountView, CannotFind>>(async ({ accounts, records }) => {
      const kept = await records.findResult(lookups, clock.now());
      const made =
        kept === undefined ? undefined : await accounts.find(reachOf(caller), kept.accountId);
      const [view] = await withEffectiveStatus(accounts, made === undefined ? [] : [made]);
      return view === undefined ? err({ kind: 'AccountNotFound' }) : ok(view);
    });
  };

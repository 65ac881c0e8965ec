import { permit, type RetryableContext, reachOf } from '../access/caller.ts';
import type { NotPermitted, Taken } from '../errors.ts';
import { canonicalJson } from '../idempotency/canonical.ts';
import type { Ports } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { unversioned } from '../tree/change.ts';
import { type CannotCorrect, correctAccount } from '../tree/correct.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { AccountRef } from '../values/ids.ts';
import { parseUpdateCustomer, type UpdateCustomer, type UpdateCustomerInput } from './command.ts';
import { type Customer, correctCustomer } from './customer.ts';
import { customerCodec } from './customer-codec.ts';

export type CannotUpdateCustomer = NotPermitted | Taken<'ReferenceTaken'> | CannotCorrect;

/**
 * Corrects a customer within the caller's reach: its name, and its workflows, configurations and
 * references, each as a whole, or of the configurations what a patch names; what is left out stays. Needs `provision`. An account of another kind
 * is `AccountNotFound`.
 *
 * A version other than the present one is `VersionStale`; a customer that is closed, or beneath one
 * that is, `AccountClosed`; `ReferenceTaken` as at `customers.create`. An `idempotencyKey` works as
 * there.
 */
export const updateCustomer =
  (ports: Ports) =>
  async (
    input: UpdateCustomerInput,
    context: RetryableContext,
  ): Promise<Result<Customer, CannotUpdateCustomer>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseUpdateCustomer(input);
    if (!parsed.ok) return parsed;
    const ref = AccountRef.safeParse(input.customer);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const { uniqueReferenceNames } = await readPolicy(ports);
    const now = ports.clock.now();
    return correctAccount<Customer, CannotUpdateCustomer>(ports, context, {
      name: 'customers.update',
      command: () => canonicalCorrection(parsed.value),
      target: ref.data,
      codec: customerCodec,
      event: 'CustomerChanged',
      correct: async ({ accounts }, { id }) => {
        const found = await accounts.findCustomer(reachOf(caller), id);
        if (found === undefined) return err({ kind: 'AccountNotFound' });
        const corrected = correctCustomer(found, parsed.value, now);
        if (!corrected.ok) return corrected;
        const saved = await accounts.saveCustomer({ ...corrected.value, uniqueReferenceNames });
        if (saved.ok) return corrected;
        if (saved.error.taken === 'VersionStale')
          throw new Error('an account that is held was changed by another');
        const path = ['references', saved.error.index ?? 0, 'value'];
        return err({ kind: saved.error.taken, path });
      },
    });
  };

/** Configurations are compared by their tokens, as when the customer is made. */
const canonicalCorrection = ({
  configurations,
  configurationsPatch: patch,
  ...correction
}: UpdateCustomer) => ({
  ...unversioned(correction),
  ...(configurations === undefined ? {} : { configurations: canonicalJson(configurations) }),
  ...(patch === undefined ? {} : { configurationsPatch: canonicalJson(patch) }),
});

import { type Caller, permit, type RetryableContext, reachOf } from '../access/caller.ts';
import type { NotPermitted } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { unversioned } from '../tree/change.ts';
import { type CannotCorrect, correctAccount } from '../tree/correct.ts';
import { type AccountId, AccountRef } from '../values/ids.ts';
import { type AccountRegister, correctRegister } from './account-register.ts';
import { parseUpdateRegister, type UpdateRegister, type UpdateRegisterInput } from './command.ts';
import { registerCodec } from './register-codec.ts';

export type CannotUpdateRegister = NotPermitted | CannotCorrect;

/**
 * Corrects a registered account within the caller's reach; what is left out stays. Needs `provision`;
 * and `manage`, of an account above it, to give or take leave to have sub-accounts. An account of
 * another kind is `AccountNotFound`. Its mailbox and its user are corrected as a member.
 *
 * A version other than the present one is `VersionStale`; one that is closed, or beneath one that is,
 * `AccountClosed`. An `idempotencyKey` works as at `customers.create`.
 */
export const updateRegister =
  (ports: Ports) =>
  async (
    input: UpdateRegisterInput,
    context: RetryableContext,
  ): Promise<Result<AccountRegister, CannotUpdateRegister>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const parsed = parseUpdateRegister(input);
    if (!parsed.ok) return parsed;
    const ref = AccountRef.safeParse(input.account);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const now = ports.clock.now();
    return correctAccount<AccountRegister, CannotUpdateRegister>(ports, context, {
      name: 'registers.update',
      // With another power it is another command: what may be corrected depends on it.
      command: () => ({ ...unversioned(parsed.value), power: caller.power }),
      target: ref.data,
      codec: registerCodec,
      event: 'RegisterChanged',
      correct: async ({ accounts }, { id }) => {
        const found = await accounts.findRegister(reachOf(caller), id);
        if (found === undefined) return err({ kind: 'AccountNotFound' });
        const allowed = mayCorrect(caller, id, parsed.value);
        if (!allowed.ok) return allowed;
        const corrected = correctRegister(found, parsed.value, now);
        if (!corrected.ok) return corrected;
        const saved = await accounts.saveRegister(corrected.value);
        if (!saved.ok) throw new Error('an account that is held was changed by another');
        return corrected;
      },
    });
  };

/** Leave to have sub-accounts is given from above, never to oneself. */
function mayCorrect(
  caller: Caller,
  id: AccountId,
  { mayHaveSubAccounts }: UpdateRegister,
): Result<void, NotPermitted> {
  if (mayHaveSubAccounts === undefined) return ok(undefined);
  return id === caller.accountId
    ? err({ kind: 'NotPermitted', needed: 'manage' })
    : permit(caller, 'manage');
}

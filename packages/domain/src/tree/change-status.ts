import { permit, type RetryableContext } from '../access/caller.ts';
import type { AccountClosed, AccountNotFound, NotPermitted } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { AccountRef } from '../values/ids.ts';
import {
  type Account,
  type AccountStatus,
  effectiveStatus,
  effectiveStatusOf,
  lastOf,
} from './account.ts';
import { accountCodec } from './account-codec.ts';
import { changed } from './change.ts';
import { eventOf, type NewEvent } from './event.ts';
import { holdForChange } from './hold-account.ts';
import type { AccountView } from './view.ts';

export interface ChangeStatusInput {
  /** Id or number. */
  readonly account: string | number;
}

export type CannotChangeStatus = NotPermitted | AccountNotFound | AccountClosed | CannotCarryOut;

type ChangeStatus = (
  ports: Ports,
) => (
  input: ChangeStatusInput,
  context: RetryableContext,
) => Promise<Result<AccountView, CannotChangeStatus>>;

/**
 * Suspends an account, and with it all beneath: keys, passwords, tokens and links open nothing, and
 * mail waits. One that is suspended already stays as it is. Needs `manage`; nobody suspends the account
 * that it acts for, or one above (`NotPermitted`, `AccountNotFound`). One that is closed, or beneath one
 * that is, is `AccountClosed`.
 *
 * Waits for whoever opens something beneath at this moment, and for a few in line before it; nothing is
 * opened beneath once it has been answered. An `idempotencyKey` works as at `customers.create`.
 */
export const suspendAccount: ChangeStatus = (ports) => changeStatus(ports, suspending);

/**
 * Makes a suspended account active again, and with it what was active beneath: exactly what was.
 * Answers, and needs, as `accounts.suspend`.
 */
export const reactivateAccount: ChangeStatus = (ports) => changeStatus(ports, reactivating);

/**
 * Closes an account for good: it, and all beneath, opens nothing any more. Every membership there is
 * revoked, and whoever has no other is forgotten: the mailbox and the user name are free again. Its
 * number, address, name and references stay taken. One that is closed already stays as it is. Answers,
 * and needs, as `accounts.suspend`.
 */
export const closeAccount: ChangeStatus = (ports) => changeStatus(ports, closing);

interface Change {
  readonly name: string;
  readonly to: AccountStatus;
  readonly event: NewEvent['kind'];
}

const suspending: Change = {
  name: 'accounts.suspend',
  to: 'suspended',
  event: 'AccountSuspended',
};
const reactivating: Change = {
  name: 'accounts.reactivate',
  to: 'active',
  event: 'AccountReactivated',
};
const closing: Change = { name: 'accounts.close', to: 'closed', event: 'AccountClosed' };

const changeStatus =
  (ports: Ports, { name, to, event: kind }: Change): ReturnType<ChangeStatus> =>
  async (input, context) => {
    const { caller } = context;
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const ref = AccountRef.safeParse(input.account);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const now = ports.clock.now();
    return carryOut<void, AccountView, CannotChangeStatus>(ports, context, {
      name,
      command: () => ({}),
      target: ref.data,
      codec: accountCodec,
      prepare: async () => ok(undefined),
      hold: (unit) => holdForChange(unit, caller, ref.data),
      work: async ({ accounts, access, records }, _, lineage) => {
        const before = lastOf(lineage);
        if (before.id === caller.accountId) return err({ kind: 'NotPermitted', needed: 'manage' });
        const above = lineage.slice(0, -1);
        // What is closed is so for good: that it is asked for again is no fault of whoever asks.
        if (before.status === to && (to === 'closed' || effectiveStatusOf(lineage) !== 'closed'))
          return ok(viewOf(before, above));
        const account = changed(before, undefined, now);
        if (!account.ok || effectiveStatusOf(lineage) === 'closed')
          return err({ kind: 'AccountClosed' });
        const after = { ...account.value, status: to };
        const saved = await accounts.saveStatus(after);
        if (!saved.ok) throw new Error('an account that is held was changed by another');
        if (to === 'closed') await access.endMemberships(after.id);
        const event = { id: ports.ids.uuid(), kind, accountId: after.id, at: now };
        await records.addEvent(eventOf(event, context));
        return ok(viewOf(after, above));
      },
    });
  };

const viewOf = (account: Account, above: readonly Account[]): AccountView => ({
  ...account,
  effectiveStatus: effectiveStatus([...above, account].map(({ status }) => status)),
});

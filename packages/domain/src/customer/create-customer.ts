import { permit, type RetryableContext } from '../access/caller.ts';
import { firstGeneration } from '../access/first-access.ts';
import { linkHash } from '../access/link-token.ts';
import type { NotPermitted, ParentNotFound, Taken } from '../errors.ts';
import { canonicalJson } from '../idempotency/canonical.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { making } from '../idempotency/making.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { Conflict, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { eventOf } from '../tree/event.ts';
import { holdParent } from '../tree/hold-parent.ts';
import type { CannotOpen } from '../tree/open-child.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { AccountAddress, AccountId, MembershipId } from '../values/ids.ts';
import { type CreateCustomer, type CreateCustomerInput, parseCreateCustomer } from './command.ts';
import { type Customer, type MadeForCustomer, openCustomer } from './customer.ts';
import { customerCodec } from './customer-codec.ts';

export type CannotCreateCustomer =
  | NotPermitted
  | ParentNotFound
  | CannotOpen
  | Taken<'AddressTaken' | 'ReferenceTaken'>
  | CannotCarryOut;

/**
 * Opens a customer beneath `parent` (the caller's own account without one), whole or not at all:
 * the account, its workflows, configurations and references, an invitation for each user and the
 * mail that each is owed. Needs `provision`.
 *
 * With an `idempotencyKey` in the context the same command answers for 24 hours what it answered
 * first, marked `replayed`; another command under that key is `IdempotencyKeyReused`. Faults of the
 * input are `Invalid`, all of them at once. `ReferenceTaken` comes where policy makes the name of a
 * reference unique; `AddressTaken` only if the made address is in use, and a second call cures it.
 * Rejects with the signal's reason where that is aborted before work begins.
 */
export const createCustomer =
  (ports: Ports) =>
  async (
    input: CreateCustomerInput,
    context: RetryableContext,
  ): Promise<Result<Customer, CannotCreateCustomer>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const policy = await readPolicy(ports);
    const parsed = parseCreateCustomer(input, policy, caller.power);
    if (!parsed.ok) return parsed;
    const command = parsed.value;
    const now = ports.clock.now();
    return carryOut<MadeForCustomer, Customer, CannotCreateCustomer>(ports, context, {
      name: making.customer,
      command: () => canonicalCommand(command),
      target: command.parent ?? caller.accountId,
      codec: customerCodec,
      prepare: async () => ok(make(ports, command)),
      hold: (unit) => holdParent(unit, caller, command.parent),
      work: async ({ accounts, deliveries, records }, made, parents) => {
        const opened = openCustomer(command, made, parents, policy, now, context.imported);
        if (!opened.ok) return opened;
        const stored = await accounts.addCustomer(opened.value);
        if (!stored.ok) return err(taken(stored.error));
        await deliveries.add(invitationsOwed(ports.ids, opened.value.members, now));
        const id = ports.ids.uuid();
        await records.addEvent(
          eventOf({ id, kind: 'CustomerOpened', accountId: made.id, at: now }, context),
        );
        return stored;
      },
    });
  };

/** Configurations are compared by their tokens: blanks and the order of keys say nothing. */
const canonicalCommand = ({ parent: _, configurations, ...command }: CreateCustomer) => ({
  ...command,
  configurations: canonicalJson(configurations),
});

function make({ ids, secrets }: Ports, { users }: CreateCustomer): MadeForCustomer {
  return {
    id: AccountId.parse(ids.uuid()),
    address: AccountAddress.parse(ids.address()),
    invitations: users.map(({ email }) => {
      const id = MembershipId.parse(ids.uuid());
      return {
        id,
        hash: linkHash(secrets, 'invitation', { id, generation: firstGeneration, email }),
      };
    }),
  };
}

const taken = ({ taken: kind, index }: Conflict<'AddressTaken' | 'ReferenceTaken'>) => ({
  kind,
  path: kind === 'ReferenceTaken' ? ['references', index ?? 0, 'value'] : ['address'],
});

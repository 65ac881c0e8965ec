import { permit, type RetryableContext, reachOf } from '../access/caller.ts';
import { firstGeneration } from '../access/first-access.ts';
import { invitationHash } from '../access/invitation-token.ts';
import type { NewMembership } from '../access/membership.ts';
import type {
  IdempotencyKeyReused,
  Invalid,
  Later,
  NotAuthenticated,
  NotPermitted,
  ParentNotFound,
  Taken,
} from '../errors.ts';
import { attemptOf, replayOf } from '../idempotency/attempt.ts';
import { canonicalJson } from '../idempotency/canonical.ts';
import type { NewDelivery } from '../mail/delivery.ts';
import type { Conflict, Ports } from '../ports.ts';
import { err, type Result } from '../result.ts';
import { callerActs } from '../tree/caller-acts.ts';
import { eventOf } from '../tree/event.ts';
import type { CannotOpen } from '../tree/open-child.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { AccountAddress, AccountId, MembershipId } from '../values/ids.ts';
import { type CreateCustomer, type CreateCustomerInput, parseCreateCustomer } from './command.ts';
import { type Customer, type MadeForCustomer, openCustomer } from './customer.ts';
import { customerCodec } from './customer-codec.ts';

export type CannotCreateCustomer =
  | NotPermitted
  | NotAuthenticated
  | Invalid
  | ParentNotFound
  | CannotOpen
  | Taken<'AddressTaken' | 'ReferenceTaken'>
  | IdempotencyKeyReused
  | Later<'Unavailable' | 'InProgress'>;

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
    const parent = command.parent ?? caller.accountId;
    if (parent === undefined) return err({ kind: 'ParentNotFound', path: ['parent'] });
    const attempt = attemptOf(
      ports,
      context,
      'customers.create',
      () => canonicalCommand({ ...command, parent }),
      customerCodec,
    );
    if (!attempt.ok) return attempt;
    const before = await replayOf(ports, attempt.value, context);
    if (before !== undefined) return before;
    const made = make(ports, command);
    const now = ports.clock.now();

    return ports.persistence.transact<Customer, CannotCreateCustomer>(
      async ({ accounts, deliveries, records }) => {
        const parents = await accounts.holdLineage(reachOf(caller), parent);
        if (parents === undefined) return err({ kind: 'ParentNotFound', path: ['parent'] });
        const acts = callerActs(caller, parents);
        if (!acts.ok) return acts;
        const meanwhile = await attempt.value?.before(records);
        if (meanwhile !== undefined) return meanwhile;
        const opened = openCustomer(command, made, parents, policy, now);
        if (!opened.ok) return opened;
        const stored = await accounts.addCustomer(opened.value);
        if (!stored.ok) return err(taken(stored.error));
        await deliveries.add(owed(ports, opened.value.members, now));
        const id = ports.ids.uuid();
        await records.addEvent(
          eventOf({ id, kind: 'CustomerOpened', accountId: made.id, at: now }, context),
        );
        const kept = await attempt.value?.keep(records, stored.value);
        return kept?.ok === false ? kept : stored;
      },
    );
  };

/** Configurations are compared by their tokens: blanks and the order of keys say nothing. */
const canonicalCommand = (command: CreateCustomer) => ({
  ...command,
  configurations: canonicalJson(command.configurations),
});

function make({ ids, secrets }: Ports, { users }: CreateCustomer): MadeForCustomer {
  return {
    id: AccountId.parse(ids.uuid()),
    address: AccountAddress.parse(ids.address()),
    invitations: users.map(({ email }) => {
      const id = MembershipId.parse(ids.uuid());
      return { id, hash: invitationHash(secrets, { id, generation: firstGeneration, email }) };
    }),
  };
}

const owed = (
  { ids }: Ports,
  members: readonly NewMembership[],
  dueAt: Date,
): readonly NewDelivery[] =>
  members.map(({ id: membershipId }) => ({
    id: ids.uuid(),
    kind: 'invitation',
    membershipId,
    generation: firstGeneration,
    dueAt,
  }));

const taken = ({ taken: kind, index }: Conflict<'AddressTaken' | 'ReferenceTaken'>) => ({
  kind,
  path: kind === 'ReferenceTaken' ? ['references', index ?? 0, 'value'] : ['address'],
});

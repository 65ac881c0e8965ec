import { type Caller, permit, type RetryableContext, reachOf } from '../access/caller.ts';
import { firstGeneration } from '../access/first-access.ts';
import { linkHash } from '../access/link-token.ts';
import { isMailboxOfAnother } from '../access/mailbox-of-another.ts';
import type { Later, NotPermitted, ParentNotFound, Taken } from '../errors.ts';
import { invalid } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { making } from '../idempotency/making.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Lineage, lastOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { holdParent } from '../tree/hold-parent.ts';
import type { CannotOpen } from '../tree/open-child.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { AccountAddress, AccountId, MembershipId } from '../values/ids.ts';
import { issue } from '../values/issues.ts';
import { Reference } from '../values/references.ts';
import { comparable } from '../values/text.ts';
import {
  type CreatePartnerInput,
  type ParsedCreatePartner,
  parseCreatePartner,
} from './command.ts';
import { type MadeForPartner, openPartner, type Partner } from './partner.ts';
import { partnerCodec } from './partner-codec.ts';
import { hashPhrase } from './phrase.ts';
import { takenByPartner } from './taken.ts';

export type CannotCreatePartner =
  | NotPermitted
  | ParentNotFound
  | CannotOpen
  | Taken<'AddressTaken' | 'NameTaken' | 'ReferenceTaken' | 'UserNameTaken'>
  | Later<'Busy'>
  | CannotCarryOut;

/**
 * Opens a partner beneath `parent`, or beneath the account of the name `parentName` (the caller's
 * own without either), whole or not at all: the account, its details, its contact's place and, where
 * a welcome is wanted, the invitation by mail. Needs `provision`.
 *
 * A name must be the only one among the partners beneath one parent, a reference and a user name
 * in the installation. A parent's name that stands for several accounts in reach, or for another
 * than `parent` does, is `Invalid`. An `idempotencyKey` works as at `customers.create`. `Busy` where
 * too much is being hashed.
 */
export const createPartner =
  (ports: Ports) =>
  async (
    input: CreatePartnerInput,
    context: RetryableContext,
  ): Promise<Result<Partner, CannotCreatePartner>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const policy = await readPolicy(ports);
    const parsed = parseCreatePartner(input, policy, caller.power);
    if (!parsed.ok) return parsed;
    const command = parsed.value;
    const { parent, parentName, ...rest } = command;
    const now = ports.clock.now();
    return carryOut<MadeForPartner, Partner, CannotCreatePartner>(ports, context, {
      name: making.partner,
      command: () => ({ ...rest, parentName }),
      target: parent ?? (parentName === undefined ? caller.accountId : undefined),
      codec: partnerCodec,
      prepare: () => make(ports, command),
      hold: (unit) => holdNamed(unit, caller, command),
      work: async ({ accounts, access, deliveries, records }, made, parents) => {
        const isInTheWay = await isMailboxOfAnother(access, command.partner.contact);
        const opened = openPartner(command.partner, made, parents, policy, now, context.imported);
        if (!opened.ok) return opened;
        const stored = await accounts.addPartner(opened.value);
        if (!stored.ok) return err(takenByPartner(stored.error, isInTheWay));
        if (isInTheWay) return err(takenByPartner({ taken: 'UserNameTaken' }, isInTheWay));
        await deliveries.add(invitationsOwed(ports.ids, [opened.value.contactMember], now));
        const id = ports.ids.uuid();
        await records.addEvent(
          eventOf({ id, kind: 'PartnerOpened', accountId: made.id, at: now }, context),
        );
        return stored;
      },
    });
  };

async function make(
  ports: Ports,
  { partner, verificationPhrase }: ParsedCreatePartner,
): Promise<Result<MadeForPartner, Later<'Busy'>>> {
  const { ids, secrets } = ports;
  const phraseHash = await hashPhrase(ports, verificationPhrase);
  if (!phraseHash.ok) return phraseHash;
  const id = MembershipId.parse(ids.uuid());
  const { email } = partner.contact;
  return ok({
    id: AccountId.parse(ids.uuid()),
    address: AccountAddress.parse(ids.address()),
    reference: Reference.parse(ids.uuid()),
    invitation: {
      id,
      hash: linkHash(secrets, 'invitation', { id, generation: firstGeneration, email }),
    },
    ...(phraseHash.value === undefined ? {} : { phraseHash: phraseHash.value }),
  });
}

/** The parent by reference, by name among those that may have partners, or by both. */
async function holdNamed(
  unit: Unit,
  caller: Caller,
  { parent, parentName }: ParsedCreatePartner,
): Promise<Result<Lineage, CannotCreatePartner>> {
  if (parentName === undefined) return holdParent(unit, caller, parent);
  const disagrees = (message: string) => err(invalid([issue(['parentName'], 'mismatch', message)]));
  if (parent !== undefined) {
    const lineage = await holdParent(unit, caller, parent);
    return !lineage.ok || comparable(lastOf(lineage.value).name) === comparable(parentName)
      ? lineage
      : disagrees('is not the name of the parent');
  }
  const kinds = ['master', 'partner'] as const;
  const [only, another] = await unit.accounts.named(reachOf(caller), parentName, kinds, 2);
  if (another !== undefined) return disagrees('stands for more than one account');
  return only === undefined
    ? err({ kind: 'ParentNotFound', path: ['parentName'] })
    : holdParent(unit, caller, only.id);
}

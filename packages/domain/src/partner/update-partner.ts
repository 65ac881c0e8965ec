import { permit, type RetryableContext, reachOf } from '../access/caller.ts';
import { nextLink } from '../access/link-token.ts';
import { isMailboxOfAnother } from '../access/mailbox-of-another.ts';
import { leavesManager } from '../access/who-manages.ts';
import type { AccountNotFound, LastManager, Later, NotPermitted, Taken } from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { countInvitation } from '../mail/count-mail.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { AccessReads, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf, lastOf } from '../tree/account.ts';
import { type CannotChange, unversioned } from '../tree/change.ts';
import { eventOf, type NewEvent } from '../tree/event.ts';
import { holdForChange } from '../tree/hold-account.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { AccountRef } from '../values/ids.ts';
import { parseUpdatePartner, type UpdatePartner, type UpdatePartnerInput } from './command.ts';
import { mayCorrect } from './may-correct.ts';
import { correctPartner, type Partner } from './partner.ts';
import { partnerCodec } from './partner-codec.ts';
import { hashPhrase } from './phrase.ts';
import { takenByPartner } from './taken.ts';

export type CannotUpdatePartner =
  | NotPermitted
  | AccountNotFound
  | CannotChange
  | LastManager
  | Taken<'NameTaken' | 'ReferenceTaken' | 'UserNameTaken' | 'EmailTaken'>
  | Later<'Busy' | 'TooManyTries'>
  | CannotCarryOut;

/**
 * Corrects a partner within the caller's reach, whole or not at all; what is left out stays. Needs
 * `provision`; and `manage` where it changes who gets in: the partner's status, its phrase, or its
 * contact's user name, mailbox, power, status or invitation. Nobody suspends the account that it acts
 * for (`NotPermitted`), or puts out the last who may manage that (`LastManager`).
 *
 * A version other than the present one is `VersionStale`. The mailbox of a contact who has accepted
 * an invitation is that person's own, and `Invalid`. `TooManyTries` where it would invite the contact
 * more often than policy lets one mailbox be mailed. An `idempotencyKey` works as at
 * `customers.create`.
 */
export const updatePartner =
  (ports: Ports) =>
  async (
    input: UpdatePartnerInput,
    context: RetryableContext,
  ): Promise<Result<Partner, CannotUpdatePartner>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'provision');
    if (!permitted.ok) return permitted;
    const policy = await readPolicy(ports);
    const parsed = parseUpdatePartner(input, policy, caller.power);
    if (!parsed.ok) return parsed;
    const command = parsed.value;
    const ref = AccountRef.safeParse(input.partner);
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const now = ports.clock.now();
    return carryOut<{ readonly phraseHash?: string | null }, Partner, CannotUpdatePartner>(
      ports,
      context,
      {
        name: 'partners.update',
        // With another power it is another command: what may be corrected depends on it.
        command: () => ({ ...unversioned(command), power: caller.power }),
        target: ref.data,
        codec: partnerCodec,
        prepare: () => hashed(ports, command),
        hold: (unit) => holdForChange(unit, caller, ref.data),
        work: async ({ accounts, access, deliveries, records }, made, lineage) => {
          const found = await accounts.findPartner(reachOf(caller), lastOf(lineage).id);
          if (found === undefined) return err({ kind: 'AccountNotFound' });
          const allowed = mayCorrect(caller, found, command);
          if (!allowed.ok) return allowed;
          if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
          const email = command.contact?.email ?? found.contactMember.email;
          const next = nextLink(ports.secrets, found.contactMember, email);
          const { verificationPhrase: _, ...correction } = command;
          const corrected = correctPartner(found, { ...correction, ...made }, next, policy, now);
          if (!corrected.ok) return corrected;
          const after = corrected.value.contactMember;
          const left = await leavesManager(access, caller, found.contactMember, after, policy, [
            'contact',
            after.status === 'active' ? 'power' : 'isActive',
          ]);
          if (!left.ok) return left;
          if (isInvitedAnew(corrected.value, next.generation)) {
            const counted = await countInvitation(access, ports.secrets, after, policy, now);
            if (!counted.ok) return counted;
          }
          const isInTheWay = await takesMailbox(access, found, corrected.value);
          const saved = await accounts.savePartner(corrected.value);
          if (!saved.ok) {
            const { version } = corrected.value.account;
            return saved.error.taken === 'VersionStale'
              ? err({ kind: saved.error.taken, current: version })
              : err(takenByPartner(saved.error, isInTheWay));
          }
          if (isInTheWay) return err(takenByPartner({ taken: 'UserNameTaken' }, isInTheWay));
          if (isInvitedAnew(saved.value, next.generation))
            await deliveries.add(invitationsOwed(ports.ids, [saved.value.contactMember], now));
          const id = ports.ids.uuid();
          const accountId = saved.value.account.id;
          await records.addEvent(
            eventOf({ id, kind: kindOfChange(found, saved.value), accountId, at: now }, context),
          );
          return saved;
        },
      },
    );
  };

const takesMailbox = async (
  access: AccessReads,
  { contactMember: before }: Partner,
  { contactMember: { userName, email } }: Partner,
): Promise<boolean> =>
  userName !== undefined &&
  userName !== before.userName &&
  isMailboxOfAnother(access, { userName, email });

async function hashed(
  ports: Ports,
  { verificationPhrase: phrase }: UpdatePartner,
): Promise<Result<{ readonly phraseHash?: string | null }, Later<'Busy'>>> {
  if (phrase === undefined) return ok({});
  if (phrase === null) return ok({ phraseHash: null });
  const hash = await hashPhrase(ports, phrase);
  return hash.ok ? ok({ phraseHash: hash.value ?? null }) : hash;
}

const isInvitedAnew = ({ contactMember: member }: Partner, generation: number): boolean =>
  member.status === 'invited' && member.generation === generation;

function kindOfChange(before: Partner, after: Partner): NewEvent['kind'] {
  if (before.account.status === after.account.status) return 'PartnerChanged';
  return after.account.status === 'suspended' ? 'AccountSuspended' : 'AccountReactivated';
}

import { type Caller, permit, type RetryableContext, reachOf } from '../access/caller.ts';
import { invitationHash } from '../access/invitation-token.ts';
import {
  type AccountNotFound,
  invalid,
  type Later,
  type NotPermitted,
  type Taken,
} from '../errors.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { invitationsOwed } from '../mail/invitations-owed.ts';
import type { Ports, Secrets } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { lastOf } from '../tree/account.ts';
import type { CannotChange } from '../tree/change.ts';
import { eventOf, type NewEvent } from '../tree/event.ts';
import { readPolicy } from '../tree/read-policy.ts';
import { AccountRef } from '../values/ids.ts';
import { issue } from '../values/issues.ts';
import { parseUpdatePartner, type UpdatePartner, type UpdatePartnerInput } from './command.ts';
import { correctPartner, type Partner } from './partner.ts';
import { partnerCodec } from './partner-codec.ts';
import { hashPhrase } from './phrase.ts';
import { takenByPartner } from './taken.ts';

export type CannotUpdatePartner =
  | NotPermitted
  | AccountNotFound
  | CannotChange
  | Taken<'NameTaken' | 'ReferenceTaken' | 'UserNameTaken' | 'EmailTaken'>
  | Later<'Busy'>
  | CannotCarryOut;

/**
 * Corrects a partner within the caller's reach, whole or not at all; what is left out stays. Needs
 * `provision`; and `manage` where it changes who gets in: the partner's status, or its contact's
 * user name, mailbox, power, status or invitation. Nobody suspends the account that it acts for.
 *
 * A version other than the present one is `VersionStale`. The mailbox of a contact who has accepted
 * an invitation is that person's own, and `Invalid`. An `idempotencyKey` works as at
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
        command: () => command,
        target: ref.data,
        codec: partnerCodec,
        prepare: () => hashed(ports, command),
        hold: async ({ accounts }) => {
          const lineage = await accounts.holdLineage(reachOf(caller), ref.data);
          return lineage === undefined ? err({ kind: 'AccountNotFound' }) : ok(lineage);
        },
        work: async ({ accounts, deliveries, records }, made, lineage) => {
          const found = await accounts.findPartner(reachOf(caller), lastOf(lineage).id);
          if (found === undefined) return err({ kind: 'AccountNotFound' });
          const allowed = mayChange(caller, found, command);
          if (!allowed.ok) return allowed;
          const next = nextInvitation(ports.secrets, found, command);
          const { verificationPhrase: _, ...correction } = command;
          const corrected = correctPartner(found, { ...correction, ...made }, next, policy, now);
          if (!corrected.ok) return corrected;
          const saved = await accounts.savePartner(corrected.value);
          if (!saved.ok) {
            const { taken } = saved.error;
            const { version } = corrected.value.account;
            return taken === 'VersionStale'
              ? err({ kind: taken, current: version })
              : err(takenByPartner(taken));
          }
          if (isInvitedAnew(found, saved.value, next.generation))
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

/** Whether it changes who gets in, and not what is known of the partner alone. */
function touchesAccess(
  { account, contactMember: member }: Partner,
  { isActive, contact = {} }: UpdatePartner,
): boolean {
  const { email, userName, role, isActive: mayEnter, sendWelcomeEmail } = contact;
  return (
    (isActive !== undefined && isActive !== (account.status === 'active')) ||
    (email !== undefined && email.canonical !== member.email.canonical) ||
    (userName !== undefined && userName !== member.userName) ||
    (role !== undefined && !(member.roles.length === 1 && member.roles.includes(role))) ||
    (mayEnter !== undefined && mayEnter !== (member.status !== 'disabled')) ||
    sendWelcomeEmail === true
  );
}

async function hashed(
  ports: Ports,
  { verificationPhrase: phrase }: UpdatePartner,
): Promise<Result<{ readonly phraseHash?: string | null }, Later<'Busy'>>> {
  if (phrase === undefined) return ok({});
  if (phrase === null) return ok({ phraseHash: null });
  const hash = await hashPhrase(ports, phrase);
  return hash.ok ? ok({ phraseHash: hash.value ?? null }) : hash;
}

function mayChange(
  caller: Caller,
  partner: Partner,
  command: UpdatePartner,
): Result<void, CannotUpdatePartner> {
  const { account, contactMember: member } = partner;
  const { isActive, contact } = command;
  const managing = touchesAccess(partner, command) ? permit(caller, 'manage') : ok(undefined);
  if (!managing.ok) return managing;
  if (isActive === false && account.id === caller.accountId)
    return err({ kind: 'NotPermitted', needed: 'manage' });
  const isMoved =
    contact?.email !== undefined && contact.email.canonical !== member.email.canonical;
  const isUsers = member.status !== 'invited' && member.userId !== undefined;
  return isMoved && isUsers
    ? err(invalid([issue(['contact', 'email'], 'mismatch', 'is the mailbox of a user by now')]))
    : ok(undefined);
}

/** The account's version only grows: no link that was ever sent carries the next one. */
function nextInvitation(
  secrets: Secrets,
  { account, contactMember: { id, email: present } }: Partner,
  { contact }: UpdatePartner,
) {
  const generation = account.version + 1;
  const email = contact?.email ?? present;
  return { generation, hash: invitationHash(secrets, { id, generation, email }) };
}

const isInvitedAnew = (before: Partner, after: Partner, generation: number): boolean =>
  after.account.version > before.account.version &&
  after.contactMember.status === 'invited' &&
  after.contactMember.invitation?.generation === generation;

function kindOfChange(before: Partner, after: Partner): NewEvent['kind'] {
  if (before.account.status === after.account.status) return 'PartnerChanged';
  return after.account.status === 'suspended' ? 'AccountSuspended' : 'AccountReactivated';
}

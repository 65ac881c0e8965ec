import type { ProveOwn, WrongPassword } from '../access/check-password.ts';
import { hashChosen } from '../access/choose-password.ts';
import { asUser, type Door } from '../access/door.ts';
import { type LinkInput, linkVoid } from '../access/link.ts';
import { noteChange } from '../access/note-change.ts';
import { ownCredential, seenHashes } from '../access/own-credential.ts';
import type { Credential } from '../access/user.ts';
import type { Invalid, Later, LinkVoid } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Account, lastOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { policyOf } from '../tree/read-policy.ts';
import { asciiAddress } from '../values/email-address.ts';
import { UserId } from '../values/ids.ts';
import { findInvited, type Invited } from './invited.ts';

/** What somebody who follows the link of an invitation is shown. */
export interface InvitationShown {
  readonly accountName: string;
  readonly brand: string;
  /** Of the person, as whoever invited wrote it. */
  readonly name: string;
  readonly email: string;
  readonly until: Date;
  /**
   * `newPassword`: one is chosen, twice. `ownPassword`: the person has chosen one before, behind such
   * a link, and proves to know it.
   */
  readonly demands: 'newPassword' | 'ownPassword';
  readonly passwordMinimum: number;
}

/** Looks at an invitation, which changes nothing, however often. `LinkVoid` for all that are void. */
export const lookAtInvitation =
  ({ persistence, secrets, clock }: Ports) =>
  async ({ token }: LinkInput, _: Door): Promise<Result<InvitationShown, LinkVoid>> =>
    persistence.read(async ({ access, records }) => {
      const invited = await findInvited(access, secrets, token, clock.now());
      if (!invited.ok) return invited;
      const { membership, until, lineage } = invited.value;
      const { brand, passwordMinimum } = await policyOf(records);
      return ok({
        accountName: lastOf(lineage).name,
        brand,
        name: membership.name,
        email: asciiAddress(membership.email),
        until,
        demands: demandsOf(invited.value),
        passwordMinimum,
      });
    });

/** A password that somebody else has set or seen proves nothing: its owner chooses another. */
const demandsOf = ({ user }: Invited): InvitationShown['demands'] =>
  user?.credential.origin === 'own' ? 'ownPassword' : 'newPassword';

export interface AcceptInput extends LinkInput {
  readonly password: string;
  /** The same again; demanded where a password is chosen. */
  readonly passwordConfirmation?: string;
}

/** Who has joined what. */
export interface Accepted {
  readonly account: Account;
  readonly email: string;
  readonly userName?: string;
}

export type CannotAccept = LinkVoid | Invalid | WrongPassword;

/**
 * Accepts an invitation: the membership becomes active, and the link is used. A person who is new, or
 * whose password was given by somebody else, chooses another, which is that person's own from then on
 * and ends whatever was open by the one before; a person with a password of their own proves it
 * (`NotAuthenticated` where it is wrong, `TooManyTries` and `Busy` as at `sessions.signIn`).
 *
 * `LinkVoid`, one answer for all: a token that was used, revoked, replaced or invented, that has run
 * out, or whose account is suspended or closed. What is wrong with a chosen password is `Invalid`, all
 * of it at once; the link stays good. Of several at once exactly one succeeds.
 */
export const acceptInvitation =
  (ports: Ports, proveOwn: ProveOwn) =>
  async (
    { token, password, passwordConfirmation }: AcceptInput,
    door: Door,
  ): Promise<Result<Accepted, CannotAccept>> => {
    const { persistence, secrets, clock } = ports;
    const now = clock.now();
    const looked = await persistence.read(async ({ access, records }) => ({
      invited: await findInvited(access, secrets, token, now),
      policy: await policyOf(records),
    }));
    if (!looked.invited.ok) return looked.invited;
    const invited = looked.invited.value;
    const chosen = { password, confirmation: passwordConfirmation };
    const credential =
      demandsOf(invited) === 'ownPassword'
        ? await prove(proveOwn, invited, password)
        : await choose(ports, invited, chosen, looked.policy);
    if (!credential.ok) return credential;
    const joined = await persistence.transact<Accepted, LinkVoid | Again>((unit) =>
      join(ports, unit, token, invited, credential.value, door),
    );
    if (joined.ok) return joined;
    const { error } = joined;
    if (error.kind !== 'Again') return err(error);
    const confirmation = passwordConfirmation === undefined ? {} : { passwordConfirmation };
    return acceptInvitation(ports, proveOwn)({ token, password, ...confirmation }, door);
  };

/**
 * The mailbox has become somebody's, or its password another one, since it was looked at: what is
 * demanded may be something else now.
 */
interface Again {
  readonly kind: 'Again';
}
const again = err({ kind: 'Again' } as const);

/** The credential to put in the place of that of the user; undefined where that was proven. */
async function prove(
  proveOwn: ProveOwn,
  { user }: Invited,
  password: unknown,
): Promise<Result<Credential | undefined, WrongPassword>> {
  if (user === undefined) throw new Error('nobody has a password of their own');
  const proven = await proveOwn(user, typeof password === 'string' ? password : '');
  return proven.ok ? ok(undefined) : proven;
}

async function choose(
  ports: Ports,
  { membership: { email }, lineage, user }: Invited,
  chosen: { readonly password: unknown; readonly confirmation: unknown },
  policy: Policy,
): Promise<Result<Credential | undefined, Invalid | Later<'Busy'>>> {
  const at = { password: 'password', confirmation: 'passwordConfirmation' };
  const seen = user === undefined ? [] : seenHashes(user.credential);
  const whose = { email, personal: [lastOf(lineage).name], seen };
  const hash = await hashChosen(ports, chosen, at, whose, policy);
  return hash.ok ? ok(ownCredential(hash.value, user?.credential)) : hash;
}

async function join(
  ports: Ports,
  unit: Unit,
  token: string,
  looked: Invited,
  credential: Credential | undefined,
  door: Door,
): Promise<Result<Accepted, LinkVoid | Again>> {
  const { accounts, access, records } = unit;
  const now = ports.clock.now();
  const { accountId } = looked.membership;
  const held = await accounts.holdLineage('installation', accountId);
  if (held === undefined) return linkVoid;
  const invited = await findInvited(access, ports.secrets, token, now);
  if (!invited.ok) return invited;
  const { membership, user } = invited.value;
  const isSame =
    user?.id === looked.user?.id &&
    user?.credential.generation === looked.user?.credential.generation;
  if (!isSame) return again;
  const userId = user?.id ?? UserId.parse(ports.ids.uuid());
  if (credential !== undefined) {
    if (user === undefined) {
      const added = await access.addUser({ id: userId, email: membership.email, credential });
      if (!added.ok) return again;
    } else if (!(await access.replaceCredential(userId, user.credential.generation, credential)))
      return again;
  }
  const { invitation: _, ...place } = membership;
  const saved = await access.saveMembership({ ...place, status: 'active', userId }, membership);
  if (!saved.ok) throw new Error(`what was its own is taken: ${saved.error.taken}`);
  if (saved.value === 'stale') return linkVoid;
  if (user !== undefined && credential !== undefined)
    await noteChange(ports, unit, user.id, credential, door);
  const event = { id: ports.ids.uuid(), kind: 'MemberJoined' as const, accountId, at: now };
  await records.addEvent(eventOf({ ...event, subject: membership.id }, asUser(userId, door)));
  return ok({
    account: lastOf(held),
    email: asciiAddress(membership.email),
    ...(membership.userName === undefined ? {} : { userName: membership.userName }),
  });
}

import type { Invalid, Later, LinkVoid } from '../errors.ts';
import { invalid } from '../errors.ts';
import { countReset } from '../mail/count-mail.ts';
import type { AccessReads, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { lastOf } from '../tree/account.ts';
import { policyOf, readPolicy } from '../tree/read-policy.ts';
import { asciiAddress, EmailAddress } from '../values/email-address.ts';
import { issuesOf } from '../values/issues.ts';
import { later } from '../values/later.ts';
import { mailboxSubject } from './check-password.ts';
import { hashChosen } from './choose-password.ts';
import type { Door } from './door.ts';
import { type LinkInput, linkVoid, longestToken } from './link.ts';
import { linkHash } from './link-token.ts';
import { noteChange } from './note-change.ts';
import { ownCredential, seenHashes } from './own-credential.ts';
import type { PasswordReset } from './password-reset.ts';
import type { User } from './user.ts';

export interface RequestResetInput {
  readonly email: string;
}

/**
 * Owes a link to whoever has a mailbox, by which that one may choose a new password. The answer, and
 * what is done before it, is the same whether the mailbox is anybody's or not, and for one that was
 * mailed too often within policy's window: nobody can find out by this who is there. Where there is
 * nobody to mail, or none of whose places is open, the relay lets the message go. `Invalid` for a text
 * that is no mailbox.
 */
export const requestReset =
  (ports: Ports) =>
  async (
    { email: given }: RequestResetInput,
    _: Door,
  ): Promise<Result<void, Invalid | Later<'Unavailable'>>> => {
    const parsed = EmailAddress.safeParse(given, { reportInput: true });
    if (!parsed.success)
      return err(invalid(issuesOf(parsed.error).map((found) => ({ ...found, path: ['email'] }))));
    const email = parsed.data;
    const { persistence, secrets, ids, clock } = ports;
    const policy = await readPolicy(ports);
    const now = clock.now();
    const asked = await persistence.transact<void, Later<'TooManyTries'>>(
      async ({ access, deliveries }) => {
        const allowed = await countReset(access, secrets, email, policy, now);
        if (!allowed.ok) return allowed;
        const user = await access.userByMailbox(email);
        const id = ids.uuid();
        const generation = user?.credential.generation ?? 0;
        const subject = { id, generation, email: user?.email ?? email };
        const reset = {
          id,
          generation,
          hash: linkHash(secrets, 'reset', subject),
          until: later(now, policy.lifetimes.passwordReset),
          ...(user === undefined ? {} : { userId: user.id }),
        };
        await access.addReset(reset, now);
        const message = { id: ids.uuid(), kind: 'passwordReset' as const, resetId: id };
        await deliveries.add([{ ...message, generation, dueAt: now }]);
        return ok(undefined);
      },
    );
    if (asked.ok || asked.error.kind === 'TooManyTries') return ok(undefined);
    return err(asked.error);
  };

/** What somebody who follows the link of a reset is shown. */
export interface ResetShown {
  readonly brand: string;
  readonly email: string;
  readonly until: Date;
  readonly passwordMinimum: number;
}

/** Looks at a reset, which changes nothing, however often. `LinkVoid` for all that are void. */
export const lookAtReset =
  ({ persistence, secrets, clock }: Ports) =>
  async ({ token }: LinkInput, _: Door): Promise<Result<ResetShown, LinkVoid>> =>
    persistence.read(async ({ access, records }) => {
      const asked = await findReset(access, secrets.digest, token, clock.now());
      if (!asked.ok) return asked;
      const { user, reset } = asked.value;
      const { brand, passwordMinimum } = await policyOf(records);
      return ok({ brand, email: asciiAddress(user.email), until: reset.until, passwordMinimum });
    });

export interface ResetPasswordInput extends LinkInput {
  readonly password: string;
  /** The same again. */
  readonly passwordConfirmation: string;
}

export type CannotReset = LinkVoid | Invalid | Later<'Busy' | 'Unavailable'>;

/**
 * Puts a password that its owner chose in the place of the one before: all sessions and tokens, and
 * all other links to reset it, are void from then on, the tries at it are forgotten, and the mailbox
 * gets a note. Nobody is signed in by it. `LinkVoid`, one answer for all: a token that was used or
 * invented, that has run out, or of a password that has been changed since. What is wrong with the
 * password is `Invalid`, all of it at once; the link stays good. Of several at once exactly one
 * succeeds.
 */
export const resetPassword =
  (ports: Ports) =>
  async (
    { token, password, passwordConfirmation: confirmation }: ResetPasswordInput,
    door: Door,
  ): Promise<Result<void, CannotReset>> => {
    const { persistence, secrets, clock } = ports;
    const { asked, policy } = await persistence.read(async ({ access, records }) => {
      const found = await findReset(access, secrets.digest, token, clock.now());
      const names = found.ok ? await accountNames(access, found.value.user) : [];
      return {
        asked: found.ok ? ok({ ...found.value, names }) : found,
        policy: await policyOf(records),
      };
    });
    if (!asked.ok) return asked;
    const { user, names: personal } = asked.value;
    const at = { password: 'password', confirmation: 'passwordConfirmation' };
    const whose = { email: user.email, personal, seen: seenHashes(user.credential) };
    const hash = await hashChosen(ports, { password, confirmation }, at, whose, policy);
    if (!hash.ok) return hash;
    return persistence.transact<void, LinkVoid>(async (unit) => {
      const still = await findReset(unit.access, secrets.digest, token, clock.now());
      if (!still.ok) return still;
      const { id, credential: before } = still.value.user;
      const credential = ownCredential(hash.value, before);
      if (!(await unit.access.replaceCredential(id, before.generation, credential)))
        return linkVoid;
      const [lookup] = secrets.derive('tries', mailboxSubject(user.email.canonical));
      await unit.access.forgetTries(lookup);
      await noteChange(ports, unit, id, credential, door);
      return ok(undefined);
    });
  };

/** Of accounts that a person is in, as many as any password is held against. */
const accountNames = async (access: AccessReads, { id }: User): Promise<readonly string[]> =>
  (await access.memberships(id, { limit: 50 })).map(({ lineage }) => lastOf(lineage).name);

interface Asked {
  readonly reset: PasswordReset;
  readonly user: User;
}

async function findReset(
  access: AccessReads,
  digest: (text: string) => string,
  token: unknown,
  now: Date,
): Promise<Result<Asked, LinkVoid>> {
  if (typeof token !== 'string' || token.length > longestToken) return linkVoid;
  const reset = await access.resetByToken(digest(token));
  if (reset?.userId === undefined || reset.until <= now) return linkVoid;
  const user = await access.findUser(reset.userId);
  return user?.credential.generation === reset.generation ? ok({ reset, user }) : linkVoid;
}

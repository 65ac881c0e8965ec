import type { Later, NotAuthenticated, PasswordMustChange } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Ports, View } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { policyOf } from '../tree/read-policy.ts';
import { EmailAddress } from '../values/email-address.ts';
import { later, secondsUntil } from '../values/later.ts';
import { UserName, userNameKey } from '../values/names.ts';
import { isGenerated, wasGenerated } from './generated-credential.ts';
import { findHolder, type Holder, isOpenTo, type SignInName } from './holder.ts';
import type { Tries } from './tries.ts';
import { useCredential } from './use-credential.ts';
import type { User } from './user.ts';

/** What comes of a password that does not prove who it is. */
export type WrongPassword = NotAuthenticated | Later<'TooManyTries' | 'Busy' | 'Unavailable'>;

export type CannotProve = WrongPassword | PasswordMustChange;

/** Who has proven to be there, by the password. */
export interface Proven {
  readonly holder: Holder;
  readonly policy: Policy;
}

export type CheckPassword = (
  name: SignInName,
  password: string,
) => Promise<Result<Proven, CannotProve>>;

/** The same, of one that is about to be changed: it is not used by that, and policy has its way. */
export type CheckToChange = (
  name: SignInName,
  password: string,
) => Promise<Result<Proven, WrongPassword>>;

/** Whether it is a person's own password, wherever that one has a place. */
export type ProveOwn = (user: User, password: string) => Promise<Result<void, WrongPassword>>;

export interface PasswordChecks {
  readonly check: CheckPassword;
  readonly checkToChange: CheckToChange;
  readonly proveOwn: ProveOwn;
}

/** What a password is held against. */
interface Checked {
  /** What tries are counted under. */
  readonly lookup: string;
  /** Those that were made in the present window. */
  readonly tries: Tries | undefined;
  readonly hash: string;
  /** Whether a right password lets the person in. */
  readonly isOpen: boolean;
  readonly policy: Policy;
}

/**
 * Checks passwords, of a person in a place and of a person alone. A right one that was generated is
 * used by that.
 *
 * Whatever is wrong has one answer, and costs one slow verification: no such person, a password
 * that differs, and a right one for a place that is not open. Each that is made counts as a try,
 * before it is made, and is taken back where it let somebody in. When policy's tries are used up,
 * all are refused until the window is over, the right one too. A password that this process
 * remembers, and a generated one, cost no verification where they are right. Equal checks that are
 * under way at once are one.
 */
export const passwordChecks = (ports: Ports): PasswordChecks => {
  const { persistence, secrets, hasher, clock } = ports;
  const underWay = new Map<string, Promise<Result<boolean, WrongPassword>>>();
  let processKey: string | undefined;

  /** What two checks have in common that are one; nothing of it can be seen in the text. */
  const sameCheck = (...parts: readonly string[]): string => {
    processKey ??= secrets.digest(secrets.random(32).join(' '));
    // As JSON: half a character would be another one in bytes.
    return secrets.digest(JSON.stringify([processKey, ...parts]));
  };

  /** Whether the password lets the person in. */
  const verify = async (
    { lookup, tries, hash, isOpen, policy: { signIn } }: Checked,
    password: string,
  ): Promise<Result<boolean, WrongPassword>> => {
    const now = clock.now();
    if (tries !== undefined && tries.count >= signIn.limit) return err(tooMany(tries, now));
    if (isOpen && (isGenerated(ports, password, hash) || hasher.remembers(password, hash)))
      return ok(true);
    const until = later(now, signIn.window);
    const counted = await persistence.transact<Tries, WrongPassword>(async ({ access }) => {
      const all = await access.addTry(lookup, until, now);
      return all.count > signIn.limit ? err(tooMany(all, now)) : ok(all);
    });
    if (!counted.ok) return counted;
    const verified = await hasher.verify(password, hash);
    const letsIn = verified.ok && verified.value && isOpen;
    // What was not looked at, or was right, is no try that counts.
    if (!verified.ok || letsIn)
      await persistence.transact(async ({ access }) =>
        ok(await access.removeTry(lookup, counted.value.until)),
      );
    return verified.ok ? ok(letsIn) : verified;
  };

  const verifyOnce = (checked: Checked, password: string) => {
    const { lookup, hash, isOpen } = checked;
    const key = sameCheck(lookup, hash, password, isOpen ? 'open' : '');
    const check =
      underWay.get(key) ?? verify(checked, password).finally(() => underWay.delete(key));
    underWay.set(key, check);
    return check;
  };

  const checkToChange: CheckToChange = async (name, password) => {
    const now = clock.now();
    const looked = await persistence.read((view) => look(ports, view, name, now));
    const { holder, policy } = looked;
    const hash = holder?.user.credential.hash ?? '';
    const isOpen = holder !== undefined && isOpenTo(holder, now);
    const verified = await verifyOnce({ ...looked, hash, isOpen }, password);
    if (!verified.ok) return verified;
    return verified.value && holder !== undefined ? ok({ holder, policy }) : wrong;
  };

  return {
    checkToChange,

    check: async (name, password) => {
      const proven = await checkToChange(name, password);
      if (!proven.ok) return proven;
      const { holder, policy } = proven.value;
      if (policy.changeGeneratedPassword && wasGenerated(holder.user.credential.hash))
        return err({ kind: 'PasswordMustChange' });
      const used = await useCredential(ports, holder.user);
      return used.ok ? proven : used;
    },

    proveOwn: async ({ email, credential: { hash, origin } }, password) => {
      const now = clock.now();
      const subject = mailboxSubject(email.canonical);
      const looked = await persistence.read(async (view) => ({
        ...(await counted(ports, view, subject, now)),
        policy: await policyOf(view.records),
      }));
      const isOpen = origin === 'own';
      const verified = await verifyOnce({ ...looked, hash, isOpen }, password);
      if (!verified.ok) return verified;
      return verified.value ? ok(undefined) : wrong;
    },
  };
};

const wrong: Result<never, NotAuthenticated> = err({ kind: 'NotAuthenticated', reason: 'wrong' });

/**
 * Who is meant, and the tries that were made at that one. Where a mailbox is named whose tries have
 * run out, nobody is looked up: how long that takes would tell who is there.
 */
async function look(ports: Ports, view: View, name: SignInName, now: Date) {
  const policy = await policyOf(view.records);
  const named = await counted(ports, view, subjectOf(name, undefined), now);
  if (named.tries !== undefined && named.tries.count >= policy.signIn.limit)
    return { policy, holder: undefined, ...named };
  const holder = await findHolder(view, name);
  return { policy, holder, ...(await counted(ports, view, subjectOf(name, holder), now)) };
}

async function counted({ secrets }: Ports, view: View, subject: string, now: Date) {
  const [lookup] = secrets.derive('tries', subject);
  return { lookup, tries: await view.access.findTries(lookup, now) };
}

/**
 * What tries are counted for: the mailbox of whoever is meant, however that one was named. A mailbox
 * that is nobody's, in whatever account and spelling, is counted in the same way, so that tries that
 * run out tell nothing of whose it is; any other name that is nobody's is counted by itself.
 */
function subjectOf(name: SignInName, holder: Holder | undefined): string {
  const given = 'userName' in name ? name.userName : name.email;
  const mailbox =
    holder?.user.email.canonical ?? EmailAddress.safeParse(lastPart(given)).data?.canonical;
  if (mailbox !== undefined) return mailboxSubject(mailbox);
  // What can be no name is taken as it is: to compare it as one might take very long.
  const userName = UserName.safeParse(given).data;
  return userName === undefined ? `text ${given}` : `name ${userNameKey(userName)}`;
}

/** What the tries at the password of whoever has a mailbox are counted for. */
export const mailboxSubject = (canonical: string): string => `mailbox ${lastPart(canonical)}`;

/** The mailbox in `{account}/{mailbox}`. The few that have a slash themselves count by their end. */
const lastPart = (given: string): string => given.slice(given.lastIndexOf('/') + 1);

const tooMany = ({ until }: Tries, now: Date): Later<'TooManyTries'> => ({
  kind: 'TooManyTries',
  retryAfter: secondsUntil(until, now),
});

import type { Invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { lastOf } from '../tree/account.ts';
import type { CheckToChange, WrongPassword } from './check-password.ts';
import { hashChosen } from './choose-password.ts';
import type { Door } from './door.ts';
import type { SignInName } from './holder.ts';
import { noteChange } from './note-change.ts';
import { changedCredential, seenHashes } from './own-credential.ts';

/** Whoever is named, with the password that is good now, and another one twice. */
export type ChangePasswordInput = SignInName & {
  readonly password: string;
  readonly newPassword: string;
  readonly newPasswordConfirmation: string;
};

export type CannotChangePassword = WrongPassword | Invalid;

/**
 * Puts another password in the place of one that is known, also where policy demands that of a
 * generated one. All sessions and tokens are void from then on, and the mailbox gets a note. What the
 * password opens stays the same: one that was given for one account proves no mailbox, so neither does
 * the next; behind a mailed link it becomes the person's own. Answers as `sessions.signIn`, and what
 * is wrong with the new one as `Invalid`, all of it at once.
 */
export const changePassword =
  (ports: Ports, check: CheckToChange) =>
  async (
    { password, newPassword, newPasswordConfirmation, ...name }: ChangePasswordInput,
    door: Door,
  ): Promise<Result<void, CannotChangePassword>> => {
    const proven = await check(name, password);
    if (!proven.ok) return proven;
    const { user, lineage } = proven.value.holder;
    const hash = await hashChosen(
      ports,
      { password: newPassword, confirmation: newPasswordConfirmation },
      { password: 'newPassword', confirmation: 'newPasswordConfirmation' },
      {
        email: user.email,
        personal: [lastOf(lineage).name],
        // The one that is good now would be no change.
        seen: [user.credential.hash, ...seenHashes(user.credential)],
      },
      proven.value.policy,
    );
    if (!hash.ok) return hash;
    const { generation } = user.credential;
    const credential = changedCredential(hash.value, user.credential);
    return ports.persistence.transact<void, WrongPassword>(async (unit) => {
      if (!(await unit.access.replaceCredential(user.id, generation, credential)))
        return err({ kind: 'NotAuthenticated', reason: 'wrong' });
      await noteChange(ports, unit, user.id, credential, door);
      return ok(undefined);
    });
  };

import type { AccessReads } from '../ports.ts';
import { EmailAddress } from '../values/email-address.ts';
import type { UserName } from '../values/names.ts';

/**
 * Whether a user name is spelt like the mailbox of a user who is somebody else: it would stand in
 * that one's way, since a mailbox alone signs in too. Asked for courtesy: no promise
 * rests on it, and whoever registers such a mailbox later signs in by `{account}/{mailbox}`.
 */
export const isMailboxOfAnother = async (
  access: AccessReads,
  { userName, email }: { readonly userName: UserName; readonly email: EmailAddress },
): Promise<boolean> => {
  const mailbox = EmailAddress.safeParse(userName).data;
  return (
    mailbox !== undefined &&
    mailbox.canonical !== email.canonical &&
    (await access.userByMailbox(mailbox)) !== undefined
  );
};

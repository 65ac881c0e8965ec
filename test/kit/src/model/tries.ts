import {
  EmailAddress,
  type Failure,
  type Membership,
  type SignInInput,
  userNameKey,
} from '@tenantry/domain';
import { after, type Model, type Person } from './model.ts';

/** Why another try is refused, where policy's number of them is used up. */
export const tooMany = (
  { tries, now }: Model,
  subject: string,
  { limit }: { readonly limit: number },
): Failure | undefined => {
  const counted = tries.get(subject);
  if (counted === undefined || counted.until <= now || counted.count < limit) return undefined;
  const left = counted.until.getTime() - now.getTime();
  return { kind: 'TooManyTries', retryAfter: Math.max(1, Math.ceil(left / 1000)) };
};

/** One more try; the first of a window opens it. */
export const countTry = (
  { tries, now }: Model,
  subject: string,
  { window }: { readonly window: number },
): void => {
  const counted = tries.get(subject);
  tries.set(
    subject,
    counted === undefined || counted.until <= now
      ? { count: 1, until: after(now, window) }
      : { ...counted, count: counted.count + 1 },
  );
};

type Named = SignInInput extends infer Input
  ? Input extends SignInInput
    ? Omit<Input, 'password'>
    : never
  : never;

/** Tries count for a mailbox, whoever names it and however; else for a name. */
export const subjectOf = (name: Named, person?: Person): string => {
  const given = 'userName' in name ? name.userName : name.email;
  const mailbox = person?.email ?? EmailAddress.safeParse(given).data;
  return mailbox === undefined ? `name ${userNameKey(given)}` : mailboxSubject(mailbox);
};

/** What tries at the password of whoever has a mailbox count for. */
export const mailboxSubject = ({ canonical }: EmailAddress): string => `mailbox ${canonical}`;

/** What resets count for that somebody may ask for again and again. */
export const resetSubject = ({ canonical }: EmailAddress): string => `mail reset ${canonical}`;

/** What repeated invitations count for: each account has a count of its own. */
export const invitationSubject = ({
  accountId,
  email,
}: Pick<Membership, 'accountId' | 'email'>): string =>
  `mail invitation ${accountId} ${email.canonical}`;

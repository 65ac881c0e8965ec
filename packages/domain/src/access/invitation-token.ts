import type { Secrets } from '../ports.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { MembershipId } from '../values/ids.ts';

export interface InvitationSubject {
  readonly id: MembershipId;
  readonly generation: number;
  readonly email: EmailAddress;
}

const message = ({ id, generation, email }: InvitationSubject): string =>
  `${id}|${generation}|${email.canonical}`;

/** What is stored of a token: the hash of its text, so that no other spelling of it matches. */
export const invitationHash = (secrets: Secrets, subject: InvitationSubject): string =>
  secrets.digest(secrets.derive('invitation', message(subject))[0]);

/**
 * The token that a stored hash was made of. It is derived and never stored, so a mail that is sent
 * again carries the same link; the secrets are tried in turn, so their rotation breaks no link.
 * Throws when none of them made the hash.
 */
export const invitationToken = (
  secrets: Secrets,
  subject: InvitationSubject,
  hash: string,
): string => {
  const token = secrets
    .derive('invitation', message(subject))
    .find((candidate) => secrets.digest(candidate) === hash);
  if (token === undefined)
    throw new Error(`no secret of this process made the invitation of membership ${subject.id}`);
  return token;
};

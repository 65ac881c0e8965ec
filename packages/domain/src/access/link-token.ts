import type { Secrets } from '../ports.ts';
import type { EmailAddress } from '../values/email-address.ts';
import type { NextLink } from './first-access.ts';
import type { Membership } from './membership.ts';

/** What a link that is mailed may do; a token of one purpose is worth nothing for another. */
export type LinkPurpose = 'invitation' | 'reset';

/** What a link is about, and for which mailbox: it is good in this generation and no other. */
export interface LinkSubject {
  /** Of the membership that is invited, or of the reset. */
  readonly id: string;
  readonly generation: number;
  readonly email: EmailAddress;
}

const message = ({ id, generation, email }: LinkSubject): string =>
  `${id}|${generation}|${email.canonical}`;

/** What is stored of a token: the hash of its text, so that no other spelling of it matches. */
export const linkHash = (secrets: Secrets, purpose: LinkPurpose, subject: LinkSubject): string =>
  secrets.digest(secrets.derive(purpose, message(subject))[0]);

/**
 * The token that a stored hash was made of. It is derived and never stored, so a mail that is sent
 * again carries the same link; the secrets are tried in turn, so their rotation breaks no link.
 * Throws when none of them made the hash.
 */
export const linkToken = (
  secrets: Secrets,
  purpose: LinkPurpose,
  subject: LinkSubject,
  hash: string,
): string => {
  const token = secrets
    .derive(purpose, message(subject))
    .find((candidate) => secrets.digest(candidate) === hash);
  if (token === undefined)
    throw new Error(`no secret of this process made the ${purpose} ${subject.id}`);
  return token;
};

/** The link after the last of a membership, for a mailbox. */
export const nextLink = (
  secrets: Secrets,
  { id, generation: last }: Pick<Membership, 'id' | 'generation'>,
  email: EmailAddress,
): NextLink => {
  const generation = last + 1;
  return { generation, hash: linkHash(secrets, 'invitation', { id, generation, email }) };
};

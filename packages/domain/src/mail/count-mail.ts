import type { Membership } from '../access/membership.ts';
import type { Later } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { AccessWrites, Secrets } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { EmailAddress } from '../values/email-address.ts';
import { later, secondsUntil } from '../values/later.ts';

type Counted = Promise<Result<void, Later<'TooManyTries'>>>;

/**
 * Counts one more reset that is asked for, of one mailbox: policy says how many it is sent, so that
 * nobody is flooded through us.
 */
export const countReset = (
  access: AccessWrites,
  secrets: Secrets,
  { canonical }: EmailAddress,
  policy: Policy,
  now: Date,
): Counted => count(access, secrets, `mail reset ${canonical}`, policy, now);

/**
 * Counts one more invitation of somebody who was invited before. Each account has a count of its own:
 * what one tenant mails must neither hinder another nor be seen by it.
 */
export const countInvitation = (
  access: AccessWrites,
  secrets: Secrets,
  { accountId, email }: Pick<Membership, 'accountId' | 'email'>,
  policy: Policy,
  now: Date,
): Counted =>
  count(access, secrets, `mail invitation ${accountId} ${email.canonical}`, policy, now);

async function count(
  access: AccessWrites,
  secrets: Secrets,
  subject: string,
  { mailing }: Policy,
  now: Date,
): Counted {
  const [lookup] = secrets.derive('tries', subject);
  const { count: all, until } = await access.addTry(lookup, later(now, mailing.window), now);
  return all > mailing.limit
    ? err({ kind: 'TooManyTries', retryAfter: secondsUntil(until, now) })
    : ok(undefined);
}

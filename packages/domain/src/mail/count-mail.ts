import type { Later } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { AccessWrites, Secrets } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import type { EmailAddress } from '../values/email-address.ts';
import { later, secondsUntil } from '../values/later.ts';

/**
 * Counts one more mail of a kind that somebody may ask for again and again: policy says how many one
 * mailbox is sent, so that nobody is flooded through us.
 */
export const countMail = async (
  access: AccessWrites,
  secrets: Secrets,
  kind: 'invitation' | 'reset',
  { canonical }: EmailAddress,
  { mailing }: Policy,
  now: Date,
): Promise<Result<void, Later<'TooManyTries'>>> => {
  const [lookup] = secrets.derive('tries', `mail ${kind} ${canonical}`);
  const { count, until } = await access.addTry(lookup, later(now, mailing.window), now);
  return count > mailing.limit
    ? err({ kind: 'TooManyTries', retryAfter: secondsUntil(until, now) })
    : ok(undefined);
};

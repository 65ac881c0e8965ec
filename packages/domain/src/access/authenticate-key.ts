import type { NotAuthenticated } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf } from '../tree/account.ts';
import { parseApiKey } from '../values/api-key.ts';
import { toChannel } from '../values/channel.ts';
import type { StoredApiKey } from './api-key.ts';
import type { Caller } from './caller.ts';

/** What a request says of itself beside its proof. */
export interface Presented {
  /** The key's whole text; absent where none was presented. */
  readonly key?: string;
  readonly channel?: string;
  readonly userName?: string;
}

const longestUserName = 255;

/**
 * Who presents an API key. `missing` where there is none; `wrong` for every other reason alike: a
 * key that is misspelt, unknown, expired or revoked, or whose account is not effectively active.
 */
export const authenticateKey =
  ({ persistence, secrets, clock }: Ports) =>
  async ({
    key: given,
    channel,
    userName,
  }: Presented): Promise<Result<Caller, NotAuthenticated>> => {
    if (given === undefined || given === '') return refused('missing');
    const presented = parseApiKey(given);
    if (presented === undefined) return refused('wrong');
    const found = await persistence.read(({ access }) => access.findKey(presented.id));
    if (found === undefined || effectiveStatusOf(found.lineage) !== 'active')
      return refused('wrong');
    const { key } = found;
    // Comparing digests tells a clock nothing of the key: whoever could steer them has it.
    if (secrets.digest(presented.text.reveal()) !== key.hash || !isLive(key, clock.now()))
      return refused('wrong');
    return ok({
      accountId: key.accountId,
      power: key.power,
      proof: { kind: 'key', id: key.id },
      channel: toChannel(channel),
      ...(userName === undefined ? {} : { userName: recordable(userName) }),
    });
  };

const refused = (reason: NotAuthenticated['reason']) =>
  err({ kind: 'NotAuthenticated', reason } as const);

const isLive = ({ expiresAt, revokedAt }: StoredApiKey, now: Date): boolean =>
  revokedAt === undefined && (expiresAt === undefined || expiresAt > now);

/** Only written down, so it is cut to what a log line bears instead of being refused. */
const recordable = (userName: string): string =>
  [...userName.replace(/[\p{Cc}\p{Cs}]/gu, '')].slice(0, longestUserName).join('');

import {
  type AccountClosed,
  type AccountNotFound,
  type Invalid,
  invalid,
  type NotPermitted,
} from '../errors.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import { mayBeShownAgain } from '../idempotency/shown-again.ts';
import type { Ports } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf, lastOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import { holdAccount } from '../tree/hold-account.ts';
import { type ApiKey, apiKeyBytes, makeApiKey } from '../values/api-key.ts';
import { type AccountId, AccountRef, ApiKeyId } from '../values/ids.ts';
import { Instant } from '../values/instant.ts';
import { issue, issuesOf } from '../values/issues.ts';
import { type Secret, secret } from '../values/secret.ts';
import type { StoredApiKey } from './api-key.ts';
import { permit, type RetryableContext } from './caller.ts';
import { powers } from './powers.ts';

export interface CreateKeyInput {
  /** Id or number; without one the caller's own account. */
  readonly account?: string | number;
  /** `manage` where nothing is said. */
  readonly power?: string;
  /** When it opens nothing any more, as in `2027-01-31T12:00:00Z`; never where nothing is said. */
  readonly expiresAt?: string;
}

/** A key that was issued. */
export interface IssuedKey {
  readonly id: ApiKeyId;
  /** Shown this once; absent from a replay that comes too late for it. */
  readonly text?: Secret;
}

export type CannotCreateKey = NotPermitted | AccountNotFound | AccountClosed | CannotCarryOut;

/**
 * Issues an API key for an account within the caller's reach. Its text is in the answer and
 * nowhere else. Needs `manage`. One that is closed is `AccountClosed`; a suspended one may
 * have keys, which open nothing until it is active.
 *
 * A replay under the same `idempotencyKey` shows the text again for 10 minutes, unless the key was
 * used or revoked; later ones come without it.
 */
export const createKey =
  (ports: Ports) =>
  async (
    input: CreateKeyInput,
    context: RetryableContext,
  ): Promise<Result<IssuedKey, CannotCreateKey>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parseCreateKey(input);
    if (!parsed.ok) return parsed;
    const { power, ...end } = parsed.value;
    const now = ports.clock.now();
    const ref = AccountRef.safeParse(
      input.account === undefined ? caller.accountId : input.account,
    );
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const issued = await carryOut<ApiKey, Kept, CannotCreateKey>(ports, context, {
      name: 'keys.create',
      command: () => ({ power, expiresAt: input.expiresAt }),
      target: ref.data,
      codec,
      prepare: async () =>
        end.expiresAt !== undefined && end.expiresAt <= now
          ? err(invalid([issue(['expiresAt'], 'format', 'must be a time to come')]))
          : ok(newKey(ports)),
      hold: (unit) => holdAccount(unit, caller, ref.data),
      work: async ({ access, records }, key, lineage) => {
        if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
        const accountId = lastOf(lineage).id;
        await access.addKey(storedKey(ports, key, { accountId, power, createdAt: now, ...end }));
        const id = ports.ids.uuid();
        await records.addEvent(
          eventOf({ id, kind: 'KeyIssued', accountId, subject: key.id, at: now }, context),
        );
        return ok({ ...key, accountId, createdAt: now });
      },
    });
    if (!issued.ok) return issued;
    const { id, text } = issued.value;
    const isShown = issued.replayed !== true || (await isKeyShownAgain(ports, issued.value));
    return { ...issued, value: isShown ? { id, text } : { id } };
  };

/** Every fault at once; whether the end is still to come is for whoever knows the time. */
export const parseCreateKey = ({
  power: named = 'manage',
  expiresAt,
}: CreateKeyInput): Result<Pick<StoredApiKey, 'power' | 'expiresAt'>, Invalid> => {
  const power = powers.find((known) => known === named);
  const ends =
    expiresAt === undefined ? undefined : Instant.safeParse(expiresAt, { reportInput: true });
  const issues = [
    ...(power === undefined
      ? [issue(['power'], 'unknown', `must be one of ${powers.join(', ')}`)]
      : []),
    ...(ends?.success === false
      ? issuesOf(ends.error).map((found) => ({ ...found, path: ['expiresAt'] }))
      : []),
  ];
  if (power === undefined || issues.length > 0) return err(invalid(issues));
  return ok({ power, ...(ends?.data === undefined ? {} : { expiresAt: ends.data }) });
};

interface Kept extends ApiKey {
  readonly accountId: AccountId;
  readonly createdAt: Date;
}

const codec: Codec<Kept> = {
  accountOf: ({ accountId }) => accountId,
  write: ({ text, ...key }) => JSON.stringify({ ...key, text: text.reveal() }),
  read: (kept) => {
    const { id, text, accountId, createdAt } = restoreJson<WrittenKey>(kept);
    return { id, text: secret(text), accountId, createdAt: new Date(createdAt) };
  },
};

type WrittenKey = Pick<Kept, 'id' | 'accountId'> & {
  readonly text: string;
  readonly createdAt: string;
};

/** A key that was used has arrived. */
export const isKeyUnused = ({ revokedAt, lastUsedAt }: StoredApiKey): boolean =>
  revokedAt === undefined && lastUsedAt === undefined;

/** Whether a replay that comes now shows the text of a key again. */
export async function isKeyShownAgain(
  { persistence, clock }: Ports,
  { id, createdAt }: Pick<Kept, 'id' | 'createdAt'>,
): Promise<boolean> {
  if (!mayBeShownAgain(createdAt, clock.now())) return false;
  const found = await persistence.read(({ access }) => access.findKey(id));
  return found !== undefined && isKeyUnused(found.key);
}

export const newKey = ({ ids, secrets }: Ports): ApiKey =>
  makeApiKey(ApiKeyId.parse(ids.uuid()), secrets.random(apiKeyBytes));

/** What is kept of a key. */
export const storedKey = (
  { secrets }: Ports,
  key: ApiKey,
  facts: Pick<StoredApiKey, 'accountId' | 'power' | 'createdAt'> & Partial<StoredApiKey>,
): StoredApiKey => ({
  lineage: key.id,
  ...facts,
  id: key.id,
  hash: secrets.digest(key.text.reveal()),
});

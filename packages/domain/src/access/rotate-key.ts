import { z } from 'zod';
import {
  type AccountClosed,
  type Invalid,
  invalid,
  type KeyNotFound,
  type NotPermitted,
} from '../errors.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import type { Ports } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf } from '../tree/account.ts';
import { eventOf } from '../tree/event.ts';
import type { ApiKey } from '../values/api-key.ts';
import { issue } from '../values/issues.ts';
import { later } from '../values/later.ts';
import { secret } from '../values/secret.ts';
import { permit, type RetryableContext } from './caller.ts';
import { type IssuedKey, isKeyShownAgain, newKey, storedKey } from './create-key.ts';
import { findKeyWithin, holdKeysAccount } from './hold-key.ts';
import { datedKey, isKeyOver, type KeyView, keyView } from './key-view.ts';
import type { KeyNamed } from './revoke-key.ts';

export interface RotateKeyInput extends KeyNamed {
  /** For how long the key before stays good: a day where nothing is said, 30 days at most. */
  readonly overlapSeconds?: number;
}

/** The key that takes over, and the one before with its end. */
export interface RotatedKey extends IssuedKey {
  readonly previous: KeyView;
}

export type CannotRotateKey = NotPermitted | KeyNotFound | AccountClosed | CannotCarryOut;

const aDay = 86_400;

/** For how long the key before may stay good. */
export const OverlapSeconds = z
  .int()
  .min(0)
  .max(30 * aDay);

/**
 * Issues another API key in the place of one, for the same account and with the same power; the one
 * before stays good for the overlap, and no longer than it was good anyway. The two are one caller to
 * idempotency keys. A key that is over is as good as absent (`KeyNotFound`). The new key does not
 * expire. Needs `manage`. Its text is shown, and shown again, as by `keys.create`.
 */
export const rotateKey =
  (ports: Ports) =>
  async (
    { key: named, overlapSeconds: overlap = aDay }: RotateKeyInput,
    context: RetryableContext,
  ): Promise<Result<RotatedKey, CannotRotateKey>> => {
    const { caller } = context;
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const parsed = parseRotateKey({ overlapSeconds: overlap });
    if (!parsed.ok) return parsed;
    const found = await findKeyWithin(ports, caller, named);
    if (!found.ok) return found;
    const { id, accountId } = found.value.key;
    const now = ports.clock.now();
    const rotated = await carryOut<ApiKey, Kept, CannotRotateKey>(ports, context, {
      name: 'keys.rotate',
      command: () => ({ key: id, overlap }),
      target: accountId,
      codec,
      prepare: async () => ok(newKey(ports)),
      hold: (unit) => holdKeysAccount(unit, caller, found.value),
      work: async ({ access, records }, key, lineage) => {
        const before = await access.findKey(id);
        if (before === undefined || isKeyOver(before.key, now)) return err({ kind: 'KeyNotFound' });
        if (effectiveStatusOf(lineage) === 'closed') return err({ kind: 'AccountClosed' });
        const { power, lineage: first } = before.key;
        const facts = { accountId, power, lineage: first, createdAt: now };
        await access.addKey(storedKey(ports, key, facts));
        await access.endKey(id, { expiresAt: later(now, overlap) });
        const after = await access.findKey(id);
        // Revoked meanwhile, by whoever held the account too: then nothing takes over.
        if (after === undefined || after.key.revokedAt !== undefined)
          return err({ kind: 'KeyNotFound' });
        const event = { id: ports.ids.uuid(), kind: 'KeyRotated' as const, accountId };
        await records.addEvent(eventOf({ ...event, subject: id, at: now }, context));
        return ok({ ...key, createdAt: now, previous: keyView(after.key, now) });
      },
    });
    if (!rotated.ok) return rotated;
    const { text, createdAt, ...key } = rotated.value;
    const isShown =
      rotated.replayed !== true || (await isKeyShownAgain(ports, { id: key.id, createdAt }));
    return { ...rotated, value: isShown ? { ...key, text } : key };
  };

/** Every fault at once. */
export const parseRotateKey = ({
  overlapSeconds = aDay,
}: Pick<RotateKeyInput, 'overlapSeconds'>): Result<void, Invalid> =>
  OverlapSeconds.safeParse(overlapSeconds).success
    ? ok(undefined)
    : err(
        invalid([
          issue(['overlapSeconds'], 'format', `must be a whole number from 0 to ${30 * aDay}`),
        ]),
      );

interface Kept extends ApiKey {
  readonly createdAt: Date;
  readonly previous: KeyView;
}

const codec: Codec<Kept> = {
  accountOf: ({ previous }) => previous.accountId,
  write: ({ text, ...kept }) => JSON.stringify({ ...kept, text: text.reveal() }),
  read: (kept) => {
    const { id, text, createdAt, previous } = restoreJson<WrittenKey>(kept);
    return {
      id,
      text: secret(text),
      createdAt: new Date(createdAt),
      previous: datedKey(previous),
    };
  },
};

type WrittenKey = Pick<Kept, 'id' | 'previous'> & {
  readonly text: string;
  readonly createdAt: string;
};

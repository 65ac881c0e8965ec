import type { KeyNotFound, NotPermitted } from '../errors.ts';
import type { Codec } from '../idempotency/attempt.ts';
import { type CannotCarryOut, carryOut } from '../idempotency/carry-out.ts';
import type { Ports } from '../ports.ts';
import { restoreJson } from '../restore.ts';
import { err, ok, type Result } from '../result.ts';
import { eventOf } from '../tree/event.ts';
import { permit, type RetryableContext } from './caller.ts';
import { findKeyWithin, holdKeysAccount } from './hold-key.ts';
import { datedKey, type KeyView, keyView } from './key-view.ts';

export interface KeyNamed {
  /** Its id. */
  readonly key: string;
}

export type CannotRevokeKey = NotPermitted | KeyNotFound | CannotCarryOut;

/**
 * Revokes an API key of an account within the caller's reach: at the next request, in every process,
 * it opens nothing, and neither does any token that was given for it. One that is revoked already stays
 * as it is. A key may revoke itself. Needs `manage`. An `idempotencyKey` works as at
 * `customers.create`.
 */
export const revokeKey =
  (ports: Ports) =>
  async (
    { key: named }: KeyNamed,
    context: RetryableContext,
  ): Promise<Result<KeyView, CannotRevokeKey>> => {
    const { caller } = context;
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const found = await findKeyWithin(ports, caller, named);
    if (!found.ok) return found;
    const { id, accountId } = found.value.key;
    const now = ports.clock.now();
    return carryOut<void, KeyView, CannotRevokeKey>(ports, context, {
      name: 'keys.revoke',
      command: () => ({ key: id }),
      target: accountId,
      codec: keyCodec,
      prepare: async () => ok(undefined),
      hold: (unit) => holdKeysAccount(unit, caller, found.value),
      work: async ({ access, records }) => {
        if (await access.endKey(id, { revokedAt: now })) {
          const event = { id: ports.ids.uuid(), kind: 'KeyRevoked' as const, accountId };
          await records.addEvent(eventOf({ ...event, subject: id, at: now }, context));
        }
        const after = await access.findKey(id);
        return after === undefined ? err({ kind: 'KeyNotFound' }) : ok(keyView(after.key, now));
      },
    });
  };

const keyCodec: Codec<KeyView> = {
  accountOf: ({ accountId }) => accountId,
  write: (view) => JSON.stringify(view),
  read: (text) => datedKey(restoreJson<KeyView>(text)),
};

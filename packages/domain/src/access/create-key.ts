import type { AccountNotFound, Invalid, Later, NotAuthenticated, NotPermitted } from '../errors.ts';
import { invalid } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf, lastOf } from '../tree/account.ts';
import { callerActs } from '../tree/caller-acts.ts';
import { eventOf } from '../tree/event.ts';
import { holdAccount } from '../tree/hold-account.ts';
import { type ApiKey, apiKeyBytes, makeApiKey } from '../values/api-key.ts';
import { type AccountId, AccountRef, ApiKeyId } from '../values/ids.ts';
import { issue } from '../values/issues.ts';
import type { StoredApiKey } from './api-key.ts';
import { type Context, permit } from './caller.ts';
import { type Power, powers } from './powers.ts';

export interface CreateKeyInput {
  /** Id or number; without one the caller's own account. */
  readonly account?: string | number;
  /** `manage` where nothing is said. */
  readonly power?: string;
}

export type CannotCreateKey =
  | NotPermitted
  | NotAuthenticated
  | Invalid
  | AccountNotFound
  | Later<'Unavailable'>;

/**
 * Issues an API key for an account within the caller's reach. Its text is in the answer and
 * nowhere else. Needs `manage`. An account that is closed is as good as absent (`AccountNotFound`);
 * a suspended one may have keys, which open nothing until it is active.
 */
export const createKey =
  (ports: Ports) =>
  async (input: CreateKeyInput, context: Context): Promise<Result<ApiKey, CannotCreateKey>> => {
    const { caller } = context;
    context.signal?.throwIfAborted();
    const permitted = permit(caller, 'manage');
    if (!permitted.ok) return permitted;
    const power = powers.find(
      (known) => known === (input.power === undefined ? 'manage' : input.power),
    );
    if (power === undefined)
      return err(invalid([issue(['power'], 'unknown', `must be one of ${powers.join(', ')}`)]));
    const ref = AccountRef.safeParse(
      input.account === undefined ? caller.accountId : input.account,
    );
    if (!ref.success) return err({ kind: 'AccountNotFound' });
    const key = newKey(ports);
    const now = ports.clock.now();
    return ports.persistence.transact<ApiKey, CannotCreateKey>(async (unit) => {
      const held = await holdAccount(unit, caller, ref.data);
      if (!held.ok) return held;
      const acts = callerActs(caller, held.value);
      if (!acts.ok) return acts;
      if (effectiveStatusOf(held.value) === 'closed') return err({ kind: 'AccountNotFound' });
      const { access, records } = unit;
      const accountId = lastOf(held.value).id;
      await access.addKey(storedKey(ports, key, { accountId, power, createdAt: now }));
      const id = ports.ids.uuid();
      await records.addEvent(eventOf({ id, kind: 'KeyIssued', accountId, at: now }, context));
      return ok(key);
    });
  };

export const newKey = ({ ids, secrets }: Ports): ApiKey =>
  makeApiKey(ApiKeyId.parse(ids.uuid()), secrets.random(apiKeyBytes));

/** What is kept of a key. */
export const storedKey = (
  { secrets }: Ports,
  key: ApiKey,
  facts: { readonly accountId: AccountId; readonly power: Power; readonly createdAt: Date },
): StoredApiKey => ({ ...facts, id: key.id, hash: secrets.digest(key.text.reveal()) });

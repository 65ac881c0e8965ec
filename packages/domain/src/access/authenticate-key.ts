import type { NotAuthenticated } from '../errors.ts';
import type { KeyFound, Ports } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { effectiveStatusOf } from '../tree/account.ts';
import { parseApiKey } from '../values/api-key.ts';
import type { Caller } from './caller.ts';
import { isKeyOver } from './key-view.ts';
import type { NoteKeyUse } from './note-key-use.ts';
import { recorded, type Said } from './recorded.ts';

/** What a request presents: the key's whole text; absent where there was none. */
export interface Presented extends Said {
  readonly key?: string;
}

/**
 * Who presents an API key. `missing` where there is none; `wrong` for every other reason alike: a
 * key that is misspelt, unknown, expired or revoked, or whose account is not effectively active.
 */
export const authenticateKey =
  (ports: Ports, noteUse: NoteKeyUse) =>
  async ({ key, ...said }: Presented): Promise<Result<Caller, NotAuthenticated>> => {
    if (key === undefined || key === '') return refused('missing');
    const found = await findLiveKey(ports, key);
    if (found === undefined) return refused('wrong');
    noteUse(found.key);
    return ok(callerOfKey(found, said));
  };

/** The key that has this text, where it opens anything now. */
export const findLiveKey = async (
  { persistence, secrets, clock }: Ports,
  given: string,
): Promise<KeyFound | undefined> => {
  const presented = parseApiKey(given);
  if (presented === undefined) return undefined;
  const found = await persistence.read(({ access }) => access.findKey(presented.id), 'once');
  // Comparing digests tells a clock nothing of the key: whoever could steer them has it.
  return found !== undefined &&
    secrets.digest(presented.text.reveal()) === found.key.hash &&
    isKeyLive(found, clock.now())
    ? found
    : undefined;
};

const refused = (reason: NotAuthenticated['reason']) =>
  err({ kind: 'NotAuthenticated', reason } as const);

/** Whether a key, or a token in its place, opens anything now. */
export const isKeyLive = ({ key, lineage }: KeyFound, now: Date): boolean =>
  !isKeyOver(key, now) && effectiveStatusOf(lineage) === 'active';

export const callerOfKey = (
  { key: { id, lineage, accountId, power } }: KeyFound,
  said: Said,
): Caller => ({
  accountId,
  power,
  proof: { kind: 'key', id, lineage },
  ...recorded(said),
});

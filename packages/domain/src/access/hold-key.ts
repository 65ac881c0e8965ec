import type { KeyNotFound } from '../errors.ts';
import type { KeyFound, Ports, Unit } from '../ports.ts';
import { err, ok, type Result } from '../result.ts';
import { type Lineage, lastOf } from '../tree/account.ts';
import { ApiKeyId } from '../values/ids.ts';
import { type Caller, isWithin, reachOf } from './caller.ts';

const notFound: Result<never, KeyNotFound> = err({ kind: 'KeyNotFound' });

/** A key that is named by its id, within the caller's reach. */
export const findKeyWithin = async (
  { persistence }: Ports,
  caller: Caller,
  named: string,
): Promise<Result<KeyFound, KeyNotFound>> => {
  const id = ApiKeyId.safeParse(named).data;
  const found =
    id === undefined ? undefined : await persistence.read(({ access }) => access.findKey(id));
  return found !== undefined && isWithin(reachOf(caller), lastOf(found.lineage))
    ? ok(found)
    : notFound;
};

/** The account of a key, held with all above it; a key stays with its account. */
export const holdKeysAccount = async (
  { accounts }: Unit,
  caller: Caller,
  { key }: KeyFound,
): Promise<Result<Lineage, KeyNotFound>> => {
  const lineage = await accounts.holdLineage(reachOf(caller), key.accountId);
  return lineage === undefined ? notFound : ok(lineage);
};

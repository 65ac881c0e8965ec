import { randomBytes } from 'node:crypto';
import type { HostQuery } from './host-turns.ts';

/** The transaction of the host is not what it was: it can only be ended. */
export class Lost extends Error {}

/** There is no savepoint, and nothing was done. */
export class NotBegun extends Error {}

/**
 * Runs `work` in a savepoint that is kept where its result says so, and undone where it does not or
 * where `work` throws; `asUnit` is `query` as the unit asks it. Throws `Lost`, with the reason as its
 * cause, where it cannot be undone, and `NotBegun` where there is none.
 */
export const inSavepoint = async <T>(
  query: HostQuery,
  asUnit: HostQuery,
  isKept: (result: T) => boolean,
  work: () => Promise<T>,
): Promise<T> => {
  ofThisProcess ??= randomBytes(6).toString('hex');
  const name = `tenantry_${ofThisProcess}_${++made}`;
  await begin(asUnit, name);
  let result: T;
  try {
    result = await work();
    if (isKept(result)) {
      await asUnit(`RELEASE SAVEPOINT ${name}`, []);
      return result;
    }
  } catch (fault) {
    await undo(query, name, fault);
    throw fault;
  }
  await undo(query, name);
  return result;
};

/** No other savepoint has such a name; made when one is begun, since it loads all of OpenSSL. */
let ofThisProcess: string | undefined;
let made = 0;

async function begin(query: HostQuery, name: string): Promise<void> {
  try {
    await query(`SAVEPOINT ${name}`, []);
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    throw new NotBegun('there is no open transaction that a use case could join', { cause });
  }
}

async function undo(query: HostQuery, name: string, cause?: unknown): Promise<void> {
  try {
    await query(`ROLLBACK TO SAVEPOINT ${name}`, []);
    await query(`RELEASE SAVEPOINT ${name}`, []);
  } catch (fault) {
    throw new Lost('the transaction of the host was lost while a use case ran in it', {
      cause: cause ?? fault,
    });
  }
}

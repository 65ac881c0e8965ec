import { createHistogram } from 'node:perf_hooks';
import { ok, type Persistence } from '@tenantry/domain';
import { openPostgres } from '@tenantry/postgres';
import { openSqlite } from '@tenantry/sqlite';
import type { Populated } from './populated.ts';

/** Takes mail that is due, as a relay does. */
export interface Claims extends AsyncDisposable {
  /** Claims so many messages one after another, and gives each back; answers milliseconds. */
  readonly p99: (count: number) => Promise<number>;
}

export const claimsOnSqlite = async ({ database }: Populated): Promise<Claims> =>
  claimsOn(await openSqlite({ file: database.replace('sqlite:', '') }));

export const claimsOnPostgres = async ({ database }: Populated): Promise<Claims> =>
  claimsOn(await openPostgres({ url: database }));

const nanoseconds = 1e6;
/** Milliseconds. */
const lease = 60_000;

const claimsOn = (store: Persistence): Claims => ({
  p99: async (count) => {
    const latencies = createHistogram();
    for (let done = 0; done < count; done++) {
      const now = new Date();
      const until = new Date(now.getTime() + lease);
      const asked = performance.now();
      const claimed = await store.transact(async ({ deliveries }) =>
        ok(await deliveries.claim({ now, until, limit: 1 })),
      );
      latencies.record(Math.max(1, Math.round((performance.now() - asked) * nanoseconds)));
      const [message] = claimed.ok ? claimed.value : [];
      if (message === undefined) throw new Error('no mail is due');
      const { id, fence, attempts } = message;
      // Behind all others that are due: there are as many as before, and none is under a lease.
      await store.transact(async ({ deliveries }) =>
        ok(await deliveries.settle({ id, fence, state: 'retry', at: now, attempts, reason: '' })),
      );
    }
    return latencies.percentile(99) / nanoseconds;
  },
  [Symbol.asyncDispose]: () => store.close(),
});

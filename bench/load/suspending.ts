/** The process of those who open customers, and of the one who suspends what they stand under. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, Pool } from 'undici';
import { answering } from '../processes.ts';
import { requestsOf } from './requests.ts';
import type { Done, SuspensionsDone, SuspensionsJob } from './suspensions.ts';

const nanoseconds = 1e6;

/** In milliseconds; drawn anew each time, so that it keeps no step with those who create. */
const longestPause = 20;

/** In milliseconds: who takes longer for one run is not measured. */
const patience = 60_000;

/** The server has asked to come back later. */
const busy = 503;

/** What stands above it is suspended. */
const conflict = 409;

const run = async (job: SuspensionsJob): Promise<SuspensionsDone> => {
  const { url, apiKey, account, creators } = job;
  const pool = new Pool(url, { connections: creators + 1, pipelining: 1 });
  const { next, status } = requestsOf({ kind: 'customers', apiKey, parent: account });
  const creates = createHistogram();
  const suspensions = createHistogram();
  const deadline = performance.now() + patience;
  let isOver = false;

  const create = async (): Promise<void> => {
    while (!isOver) {
      const asked = performance.now();
      const answer = await answerTo(pool, next(), [status, conflict, busy]);
      if (answer === status) record(creates, asked);
    }
  };

  /** Asked to come back later it comes at once: whoever suspends has waited for all of it. */
  const change = async (to: 'suspend' | 'reactivate'): Promise<void> => {
    const path = `/v1/accounts/${account}/${to}`;
    const request = { method: 'POST', path, headers: { api_key: apiKey } } as const;
    while ((await answerTo(pool, request, [200, busy])) === busy && performance.now() < deadline);
  };

  const suspend = async (): Promise<void> => {
    for (let left = job.suspensions; left > 0; left--) {
      const before = creates.count;
      do await sleep(Math.random() * longestPause);
      while (creates.count === before && performance.now() < deadline);
      const asked = performance.now();
      await change('suspend');
      record(suspensions, asked);
      await change('reactivate');
      if (performance.now() > deadline) throw new Error('suspending takes too long to be measured');
    }
  };

  const ending = (work: Promise<void>) => work.finally(() => (isOver = true));
  try {
    await Promise.all([suspend(), ...Array.from({ length: creators }, create)].map(ending));
  } finally {
    await pool.destroy();
  }
  return { suspensions: doneOf(suspensions), creates: doneOf(creates) };
};

/** Throws where it is none of those that may be. */
async function answerTo(
  pool: Pool,
  request: Dispatcher.RequestOptions,
  expected: readonly number[],
): Promise<number> {
  const { statusCode, body } = await pool.request(request);
  const text = await body.text();
  if (!expected.includes(statusCode))
    throw new Error(`${statusCode} in the place of ${expected.join(', ')}: ${text.slice(0, 500)}`);
  return statusCode;
}

const record = (histogram: RecordableHistogram, since: number): void =>
  histogram.record(Math.max(1, Math.round((performance.now() - since) * nanoseconds)));

const doneOf = (histogram: RecordableHistogram): Done => ({
  count: histogram.count,
  p99: histogram.percentile(99) / nanoseconds,
});

answering(run);

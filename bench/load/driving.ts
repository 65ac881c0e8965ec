/** The process that loads a server: as many callers as connections, each asking again once it is answered. */
import { createHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { answering } from '../processes.ts';
import type { Job, Loaded } from './load.ts';
import { requestsOf } from './requests.ts';

const nanoseconds = 1e6;

/** The server has asked to come back later. */
const busy = 503;

const run = async (job: Job): Promise<Loaded> => {
  const { url, connections, requests, until, pace, patient = false } = job;
  const pool = new Pool(url, { connections, pipelining: 1 });
  const { next, status, seen } = requestsOf(requests);
  const latencies = createHistogram();
  const begun = performance.now();
  const deadline = 'milliseconds' in until ? begun + until.milliseconds : Number.POSITIVE_INFINITY;
  let refused = 0;
  let left = 'requests' in until ? until.requests : Number.POSITIVE_INFINITY;

  let due = begun;
  /**
   * When the next request is asked, or should have been: what waits for a slow answer has waited, as it
   * would have with a caller of its own. A timer that is late is not the server's fault.
   */
  const turn = async (): Promise<number> => {
    const now = performance.now();
    if (pace === undefined) return now;
    const mine = due;
    due += 1000 / pace;
    if (mine <= now) return mine;
    await sleep(mine - now);
    return performance.now();
  };
  /** Never before, and not all at the same moment. */
  const later = (seconds: number) => {
    const wait = seconds * 1000 * (1 + Math.random());
    return sleep(Math.max(0, Math.min(wait, deadline - performance.now())));
  };

  const call = async (): Promise<void> => {
    while (left > 0 && performance.now() < deadline) {
      left -= 1;
      const asked = await turn();
      const answer = await pool.request(next());
      const body = await answer.body.text();
      if (answer.statusCode === busy) {
        refused += 1;
        if (patient) await later(Number(answer.headers['retry-after'] ?? 0));
        continue;
      }
      if (answer.statusCode !== status)
        throw new Error(`${answer.statusCode} in the place of ${status}: ${body.slice(0, 500)}`);
      latencies.record(Math.max(1, Math.round((performance.now() - asked) * nanoseconds)));
      seen?.(body);
    }
  };

  try {
    await Promise.all(Array.from({ length: connections }, call));
  } finally {
    await pool.destroy();
  }
  const seconds = (performance.now() - begun) / 1000;
  return {
    count: latencies.count,
    refused,
    perSecond: latencies.count / seconds,
    p50: latencies.percentile(50) / nanoseconds,
    p99: latencies.percentile(99) / nanoseconds,
    longest: latencies.max / nanoseconds,
  };
};

answering(run);

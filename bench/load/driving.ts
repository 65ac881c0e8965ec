/** The process that loads a server: as many callers as connections, each asking again once it is answered. */
import { createHistogram } from 'node:perf_hooks';
import { Pool } from 'undici';
import { answering } from '../processes.ts';
import type { Job, Loaded } from './load.ts';
import { requestsOf } from './requests.ts';

const nanoseconds = 1e6;

/** The server has asked to come back later. */
const busy = 503;

const run = async ({ url, connections, requests, until }: Job): Promise<Loaded> => {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const { next, status } = requestsOf(requests);
  const latencies = createHistogram();
  const begun = performance.now();
  const deadline = 'milliseconds' in until ? begun + until.milliseconds : Number.POSITIVE_INFINITY;
  let refused = 0;
  let left = 'requests' in until ? until.requests : Number.POSITIVE_INFINITY;

  const call = async (): Promise<void> => {
    while (left > 0 && performance.now() < deadline) {
      left -= 1;
      const asked = performance.now();
      const answer = await pool.request(next());
      const body = await answer.body.text();
      if (answer.statusCode === busy) {
        refused += 1;
        continue;
      }
      if (answer.statusCode !== status)
        throw new Error(`${answer.statusCode} in the place of ${status}: ${body.slice(0, 500)}`);
      latencies.record(Math.max(1, Math.round((performance.now() - asked) * nanoseconds)));
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

import { started } from '../processes.ts';
import type { Asked } from './requests.ts';

/** What is sent to a server, by how many at once, and for how long. */
export interface Job {
  readonly url: string;
  readonly connections: number;
  readonly requests: Asked;
  /** So many in a second, evenly; each caller as soon as it is answered where nothing is said. */
  readonly pace?: number;
  /** Whoever is asked to come back later does so when it was asked to, and not at once. */
  readonly patient?: boolean;
  /** Ends after that many milliseconds, or that many requests. */
  readonly until: { readonly milliseconds: number } | { readonly requests: number };
}

/** What was seen; latencies are in milliseconds. */
export interface Loaded {
  /** Those that were done. */
  readonly count: number;
  /** Those that were asked to come back later. */
  readonly refused: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

export interface Load extends AsyncDisposable {
  /** Rejects where an answer has another status than is expected of such requests. */
  readonly run: (job: Job) => Promise<Loaded>;
}

/** The load comes from a process of its own: what it takes is not the server's. */
export const startLoad = (): Load => {
  const driving = started<Job, Loaded>(new URL('driving.ts', import.meta.url));
  return { run: driving.ask, [Symbol.asyncDispose]: driving.end };
};

import { started } from '../processes.ts';

export interface HashingJob {
  readonly milliseconds: number;
  /** Hashes that run at once. */
  readonly concurrency: number;
}

export interface BareArgon2 extends AsyncDisposable {
  /** Answers how many it made in a second. */
  readonly run: (job: HashingJob) => Promise<number>;
}

/** argon2id alone in a process of its own, by the library and with the parameters that ours uses. */
export const startBareArgon2 = (): BareArgon2 => {
  const hashing = started<HashingJob, number>(new URL('hashing.ts', import.meta.url));
  return { run: hashing.ask, [Symbol.asyncDispose]: hashing.end };
};

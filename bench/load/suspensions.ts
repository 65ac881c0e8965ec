import { started } from '../processes.ts';

/** One account is suspended and reactivated again and again, while many open customers beneath it. */
export interface SuspensionsJob {
  readonly url: string;
  readonly apiKey: string;
  readonly account: string;
  readonly creators: number;
  /** Ends once it was suspended so often. */
  readonly suspensions: number;
}

/** What was done, and in how many milliseconds 99 of 100 were. */
export interface Done {
  readonly count: number;
  readonly p99: number;
}

export interface SuspensionsDone {
  readonly suspensions: Done;
  /** Those that did not come while it was suspended. */
  readonly creates: Done;
}

export interface Suspensions extends AsyncDisposable {
  readonly run: (job: SuspensionsJob) => Promise<SuspensionsDone>;
}

/** All of them are in one process, so that what that takes from the one it takes from the others. */
export const startSuspensions = (): Suspensions => {
  const suspending = started<SuspensionsJob, SuspensionsDone>(
    new URL('suspending.ts', import.meta.url),
  );
  return { run: suspending.ask, [Symbol.asyncDispose]: suspending.end };
};

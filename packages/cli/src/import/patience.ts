import { type Failure, type Result, StoreUnavailable } from '@tenantry/domain';
import { Refused } from '../ending/exit.ts';

/** Waits so many seconds, and answers whether to go on; less where nobody wants to any more. */
export type Pause = (seconds: number) => Promise<boolean>;

const mostTries = 5;

/**
 * Tries again, a few times and as long as `pause` says so, what cannot be done just now; then answers
 * as the last try did.
 */
export const patiently = async <T>(
  attempt: () => Promise<Result<T, Failure>>,
  pause: Pause,
): Promise<Result<T, Failure>> => {
  for (let tries = 1; ; tries++) {
    const result = await answered(attempt);
    if (result.ok || tries === mostTries || !isForLater(result.error)) return result;
    if (!(await pause(result.error.retryAfter))) return result;
  }
};

/** Whether what could not be done says nothing of what was to be done: later it may be. */
export const isForLater = (
  failure: Failure,
): failure is Extract<Failure, { readonly retryAfter: number }> =>
  failure.kind === 'Busy' || failure.kind === 'InProgress' || failure.kind === 'Unavailable';

/** An outcome that was thrown on its way is an outcome. */
async function answered<T>(
  attempt: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  try {
    return await attempt();
  } catch (thrown) {
    if (thrown instanceof Refused) return { ok: false, error: thrown.failure };
    if (!(thrown instanceof StoreUnavailable)) throw thrown;
    return { ok: false, error: { kind: 'Unavailable', retryAfter: thrown.retryAfter } };
  }
}

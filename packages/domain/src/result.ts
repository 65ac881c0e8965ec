/** What a use case answers: a value, or an expected outcome with its facts. Faults are thrown. */
export type Result<T, E> =
  /** `replayed`: the outcome of an earlier attempt with the same idempotency key. */
  | { readonly ok: true; readonly value: T; readonly replayed?: true }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });

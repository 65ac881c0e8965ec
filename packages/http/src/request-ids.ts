import { monotonicFactory } from 'ulid';

/** Asked for all at once: a call of the generator of random numbers costs far more than a byte of it. */
const bytes = 4096;

/** Makes ids of requests: ULIDs, each after those made before it. */
export const requestIds = (): (() => string) => {
  const pool = new Uint8Array(bytes);
  let at = bytes;
  const next = monotonicFactory(() => {
    if (at === bytes) {
      crypto.getRandomValues(pool);
      at = 0;
    }
    return (pool[at++] ?? 0) / 256;
  });
  return () => next();
};

import { randomBytes } from 'node:crypto';

/** Asked for all at once: a call of the system's generator costs far more than a byte of it. */
const pooled = 4096;

/** All that one place asks for, from one pool: what was given is kept nowhere here. */
export const randomPool = (): ((length: number) => Uint8Array) => {
  let pool = new Uint8Array();
  return (length) => {
    if (length > pool.length) pool = new Uint8Array(randomBytes(Math.max(pooled, length)));
    const given = pool.slice(0, length);
    pool.fill(0, 0, length);
    pool = pool.subarray(length);
    return given;
  };
};

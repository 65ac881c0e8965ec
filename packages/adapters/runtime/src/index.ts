export { argon2Hasher, type BoundedHasher, type HasherOptions } from './argon2-hasher.ts';
export type { QueueFigures } from './bounded-queue.ts';
export { systemClock } from './clock.ts';
export { randomIds } from './ids.ts';
export { secretBytes, secretsOf } from './secrets.ts';

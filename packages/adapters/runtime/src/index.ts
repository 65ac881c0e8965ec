export { argon2Hasher, type HasherOptions } from './argon2-hasher.ts';
export { systemClock } from './clock.ts';
export { randomIds } from './ids.ts';
export { secretBytes, secretsOf } from './secrets.ts';

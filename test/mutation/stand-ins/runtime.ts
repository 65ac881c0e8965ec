/** What it stands for, but for a hasher that takes no time. */
export { randomIds, secretBytes, secretsOf, systemClock } from '@tenantry/runtime';
export { quickHasher as argon2Hasher } from '../../protocols/quick-hasher.ts';

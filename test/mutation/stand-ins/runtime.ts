/** @tenantry/runtime, but for a hasher that takes no time. */
export { randomIds } from '../../../packages/adapters/runtime/src/ids.ts';
export { secretBytes, secretsOf } from '../../../packages/adapters/runtime/src/secrets.ts';
export { quickHasher as argon2Hasher } from '../../protocols/quick-hasher.ts';

import { randomBytes } from 'node:crypto';
import { base32, type Ids } from '@tenantry/domain';
import { v7 } from 'uuid';

/** 80 bits: no two accounts meet, and nobody guesses one. */
const addressBytes = 10;

/**
 * UUIDv7 (RFC 9562), each after those made before it in this process, also when the clock is set
 * back; and addresses of random characters that begin with a letter.
 */
export const randomIds = (): Ids => ({
  uuid: () => v7(),
  address: () => `a${base32(randomBytes(addressBytes))}`,
});

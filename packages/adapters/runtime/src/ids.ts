import { base32, type Ids } from '@tenantry/domain';
import { v7 } from 'uuid';
import { randomPool } from './random.ts';

/** 80 bits: no two accounts meet, and nobody guesses one. */
const addressBytes = 10;

const uuidBytes = 16;
const mostSequences = 2 ** 32;

/** For the whole process, so that its ids are in order whoever makes them. */
const last = { msecs: 0, seq: 0 };
const random = randomPool();

/**
 * Later than the one before: by the clock or, within a millisecond and where the clock was set back, by
 * counting on from a random number (RFC 9562, 6.2, method 1).
 */
function nextUuid(): string {
  const bytes = random(uuidBytes);
  const msecs = Date.now();
  if (msecs > last.msecs) {
    last.msecs = msecs;
    // Its upper half stays free to be counted into.
    last.seq = new DataView(bytes.buffer).getUint32(0) >>> 1;
  } else if (++last.seq === mostSequences) {
    last.msecs++;
    last.seq = 0;
  }
  return v7({ random: bytes, ...last });
}

/**
 * UUIDv7 (RFC 9562), each after those made before it in this process, also when the clock is set
 * back; and addresses of random characters that begin with a letter.
 */
export const randomIds = (): Ids => ({
  uuid: nextUuid,
  address: () => `a${base32(random(addressBytes))}`,
});

import { utf8 } from './bytes.ts';

/** SHA-256 (FIPS 180-4) wherever there is JavaScript: for tests alone, since it is slow. */
export const sha256 = (text: string): readonly number[] => {
  const blocks = padded(utf8(text));
  const state = [...initial];
  for (let at = 0; at < blocks.length; at += 16) mix(state, blocks.slice(at, at + 16));
  return state.flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff));
};

const primes: readonly number[] = Array.from({ length: 312 }, (_, candidate) => candidate).filter(
  (candidate) =>
    candidate > 1 &&
    Array.from({ length: candidate - 2 }, (_, at) => at + 2).every(
      (divisor) => candidate % divisor !== 0,
    ),
);

/** The first 32 bits of what stands behind the point. */
const fraction = (number: number): number => ((number % 1) * 2 ** 32) | 0;

const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const constants = primes.map((prime) => fraction(Math.cbrt(prime)));

/** In words of 32 bits, whole blocks of 16, the length in bits as the last two. */
function padded(bytes: readonly number[]): readonly number[] {
  const words = Array.from({ length: Math.ceil((bytes.length + 9) / 64) * 16 }, () => 0);
  for (const [at, byte] of [...bytes, 0x80].entries())
    words[at >> 2] = (words[at >> 2] ?? 0) | (byte << (24 - (at % 4) * 8));
  words[words.length - 2] = Math.floor((bytes.length * 8) / 2 ** 32);
  words[words.length - 1] = (bytes.length * 8) | 0;
  return words;
}

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function mix(state: number[], block: readonly number[]): void {
  const words = [...block];
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (const [at, constant] of constants.entries()) {
    const word = words[at] ?? next(words, at);
    words[at] = word;
    const first =
      (h +
        (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) +
        ((e & f) ^ (~e & g)) +
        constant +
        word) |
      0;
    const second =
      ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries())
    state[at] = ((state[at] ?? 0) + word) | 0;
}

function next(words: readonly number[], at: number): number {
  const [near = 0, far = 0] = [words[at - 2], words[at - 15]];
  const [one = 0, other = 0] = [words[at - 7], words[at - 16]];
  const ofNear = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
  const ofFar = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
  return (other + ofFar + one + ofNear) | 0;
}

import { err, ok, type PasswordHasher } from '@tenantry/domain';
import { type Toy, toyHasher, turns } from './broken-hashers/toy-hasher.ts';

export interface BrokenHasher {
  readonly fault: string;
  readonly open: () => PasswordHasher;
  /** The law that is meant to catch it. */
  readonly caughtBy: string;
}

const broken = (
  fault: string,
  wrong: Partial<Toy>,
  caughtBy: string,
  spoilt: (hasher: PasswordHasher) => Partial<PasswordHasher> = () => ({}),
): BrokenHasher => ({
  fault,
  caughtBy,
  open: () => {
    const hasher = toyHasher(wrong);
    return { ...hasher, ...spoilt(hasher) };
  },
});

const bytesOf = (password: string): Buffer => Buffer.from(password);

const foreign = 'a text that is not its own hash matches nothing';
const shows = 'a hash is a text that every store keeps, and shows nothing';
const demanding = 'a hash that demands more than a bound is false, and as soon as any';
const tooMany = 'more than 3 at once are told to come later, at once';
const together = '3 at once are each told about their own password';
const freed = 'it takes as many as before once it is free again';

/** Tells those whom it turns away when everybody else has an answer. */
const late =
  <Given extends readonly unknown[], Answer extends { readonly ok: boolean }>(
    ask: (...given: Given) => Promise<Answer>,
  ) =>
  async (...given: Given): Promise<Answer> => {
    const answer = await ask(...given);
    if (!answer.ok) await turns(100);
    return answer;
  };

/** Each that it turned away keeps its place. */
const losesPlaces = ({ verify }: PasswordHasher): Partial<PasswordHasher> => {
  let lost = 0;
  let taken = 0;
  return {
    verify: async (...given) => {
      if (taken + lost >= 3) {
        lost++;
        return err({ kind: 'Busy', retryAfter: 1 });
      }
      taken++;
      const verdict = await verify(...given);
      taken--;
      return verdict;
    },
  };
};

/** Looks at the password that came last. */
const mixesUp = ({ verify }: PasswordHasher): Partial<PasswordHasher> => {
  let last = '';
  return {
    verify: async (password, hash) => {
      last = password;
      await turns(1);
      return verify(last, hash);
    },
  };
};

/** Remembered by every process together. */
const everywhere = new Set<string>();

/** Hashers that nobody should sign in by. */
export const brokenHashers: readonly BrokenHasher[] = [
  broken('does not salt', { salt: () => 'salt' }, 'equal passwords have different hashes'),
  broken('forgets what it hashed', {}, 'a password matches its own hash', () => ({
    verify: async () => ok(false),
  })),
  broken('believes everybody', {}, 'another password does not match', () => ({
    verify: async () => ok(true),
  })),
  broken('trims', { seen: (password) => password.trim() }, 'another password does not match'),
  broken(
    'cuts at 72 bytes',
    { seen: (password) => bytesOf(password).subarray(0, 72).toString('hex') },
    'what differs past 72 bytes is another password',
  ),
  broken(
    'stops at NUL',
    { seen: (password) => password.split('\0')[0] ?? '' },
    'what differs past NUL is another password',
  ),
  broken(
    'cuts at 128 characters',
    { seen: (password) => password.slice(0, 128) },
    'what differs past 1000 characters is another password',
  ),
  broken(
    'cuts at 512 characters',
    { seen: (password) => password.slice(0, 512) },
    'what differs past 1000 characters is another password',
  ),
  broken(
    'leaves out what nobody sees',
    { seen: (password) => password.replace(/[\u200b-\u200d\ufeff]/g, '') },
    'an invisible character is another password',
  ),
  broken(
    'reads lines as a text file',
    { seen: (password) => password.replaceAll('\r\n', '\n') },
    'another line ending is another password',
  ),
  broken(
    'does not look at letter case',
    { seen: (password) => password.toLowerCase() },
    'another letter case is another password',
  ),
  broken(
    'normalises',
    { seen: (password) => password.normalize('NFKC') },
    'another width is another password',
  ),
  broken(
    'replaces half a character',
    { seen: (password) => password.toWellFormed() },
    'half a character is not what takes its place',
  ),
  broken('keeps the password', {}, shows, ({ hash }) => ({
    hash: async (password) => {
      const hashed = await hash(password);
      return hashed.ok ? ok(`${hashed.value} ${password.reveal()}`) : hashed;
    },
  })),
  broken('takes a password for its hash', {}, foreign, ({ verify }) => ({
    verify: async (password, hash) => (password === hash ? ok(true) : verify(password, hash)),
  })),
  broken('throws at a hash of others', {}, foreign, ({ verify }) => ({
    verify: (password, hash) => {
      if (!hash.startsWith('$toy$')) throw new TypeError('unknown hash');
      return verify(password, hash);
    },
  })),
  broken('does whatever a hash demands', { bound: 1_000_000 }, demanding, ({ verify }) => {
    // As long as anybody looks, and no longer.
    return {
      verify: async (password, hash) => {
        const cost = Number(/n=(\d+)/.exec(hash)?.[1]);
        if (cost <= 100) return verify(password, hash);
        await turns(Math.min(cost, 3000));
        return ok(false);
      },
    };
  }),
  broken(
    'answers at once where there is no hash',
    { costOfNone: 0 },
    'a hash that is none costs about as much as one of its own',
  ),
  broken('remembers without verifying', {}, 'what was never verified is not remembered', () => ({
    remembers: () => true,
  })),
  broken(
    'remembers what did not match',
    { isRemembered: () => true },
    'what did not match is not remembered',
  ),
  broken(
    'remembers a password under any hash',
    { markOf: (password) => password },
    'a match is remembered for that password and that hash alone',
  ),
  broken(
    'remembers a password and a hash as one text',
    { markOf: (password, hash) => password + hash },
    'a match is remembered for that password and that hash alone',
  ),
  broken(
    'remembers in any letter case',
    { markOf: (password, hash) => JSON.stringify([password.toLowerCase(), hash]) },
    'a match is remembered for that password and that hash alone',
  ),
  broken(
    'remembers for all processes',
    { remembered: everywhere },
    'another process remembers nothing of it',
  ),
  broken('is never busy', { most: Number.POSITIVE_INFINITY }, tooMany),
  broken('says late that it is busy', {}, tooMany, ({ verify, hash }) => ({
    verify: late(verify),
    hash: late(hash),
  })),
  broken('stays busy', {}, freed, losesPlaces),
  broken('mixes up who asks at once', {}, together, mixesUp),
];

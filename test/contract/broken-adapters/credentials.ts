import type { ApiKeyId, PasswordReset, Persistence } from '@tenantry/domain';
import { adding, altered, type BrokenAdapter, broken, recognising } from './altered.ts';

const endsForGood = (): Persistence =>
  adding((access) => ({
    endKey: async (id, end) => {
      await access.endKey(id, end);
      return true;
    },
  }));

const revokesWhatExpires = (): Persistence =>
  adding((access) => ({
    endKey: (id, end) =>
      access.endKey(id, { revokedAt: 'revokedAt' in end ? end.revokedAt : end.expiresAt }),
  }));

/** The time that was told last, whichever it is. */
const notesAnyUse = (): Persistence => {
  const uses = new Map<ApiKeyId, Date>();
  return altered(
    (unit) => ({
      ...unit,
      access: {
        ...unit.access,
        noteKeyUse: async (id, at) => {
          uses.set(id, at);
        },
      },
    }),
    (view) => ({
      ...view,
      access: {
        ...view.access,
        findKey: async (id) => {
          const found = await view.access.findKey(id);
          const lastUsedAt = uses.get(id);
          return found === undefined || lastUsedAt === undefined
            ? found
            : { ...found, key: { ...found.key, lastUsedAt } };
        },
      },
    }),
  );
};

const listsLiveKeys = (): Persistence =>
  recognising((access) => ({
    keys: async (account, page) =>
      (await access.keys(account, page)).filter(({ revokedAt }) => revokedAt === undefined),
  }));

const losesLineages = (): Persistence =>
  adding((access) => ({ addKey: (key) => access.addKey({ ...key, lineage: key.id }) }));

const takesKeysOfNoLine = (): Persistence =>
  adding((access) => ({
    addKey: async (key) => {
      const first = await access.findKey(key.lineage);
      return access.addKey(first === undefined ? { ...key, lineage: key.id } : key);
    },
  }));

const endsNoSessions = (): Persistence => adding(() => ({ endSession: async () => undefined }));

const keepsResets = (): Persistence =>
  adding((access) => ({ addReset: (reset) => access.addReset(reset, new Date(0)) }));

/** A hundred, and one more. */
const forgetsTooManyResets = (): Persistence =>
  adding((access) => ({
    addReset: async (reset, now) => {
      const before: PasswordReset = {
        id: `${reset.id} before`,
        generation: 0,
        hash: `${reset.hash} before`,
        until: new Date(Date.UTC(2100, 0)),
      };
      await access.addReset(before, now);
      return access.addReset(reset, now);
    },
  }));

const looksForTokensInAnyCase = (): Persistence =>
  recognising((access) => ({
    resetByToken: async (hash) =>
      (await access.resetByToken(hash)) ?? access.resetByToken(hash.replace('X', 'x')),
  }));

const forgetsNoTries = (): Persistence => adding(() => ({ forgetTries: async () => undefined }));

const forgetsTriesInLowerCase = (): Persistence =>
  adding((access) => ({
    forgetTries: async (lookup) => {
      await access.forgetTries(lookup);
      await access.forgetTries(lookup.replace('o', 'O'));
    },
  }));

const nearer = 'the end of a key is brought forward, and a key that is revoked stays so';
const reset = 'of 120 resets that are over some are forgotten with each that is added';
const tries = 'all tries under a lookup are forgotten, and none under another';

/** Adapters in which a key, a link or a sign-in lives longer than it may, or less long. */
export const brokenCredentials: readonly BrokenAdapter[] = [
  broken('says of every key that it ended it', endsForGood, nearer),
  broken('revokes a key that is to expire', revokesWhatExpires, nearer),
  broken('lets many revoke one key', endsForGood, 'of 20 who revoke one key exactly one does'),
  broken(
    'notes an earlier use of a key',
    notesAnyUse,
    'the last use of a key is the latest that was noted',
  ),
  broken(
    'lists no keys that are revoked',
    listsLiveKeys,
    'keys come by id, those of one account alone, each once',
  ),
  broken(
    'loses what a key follows',
    losesLineages,
    'a key comes back whole, with the lineage of its account',
  ),
  broken(
    'takes a key that follows none',
    takesKeysOfNoLine,
    'a key that follows one that does not exist is a fault, and spends the unit',
  ),
  broken('ends no session', endsNoSessions, 'a session that was ended is gone, and no other'),
  broken('keeps resets that are over', keepsResets, reset),
  broken('forgets more resets at once than it may', forgetsTooManyResets, reset),
  broken(
    'looks for tokens in any letters',
    looksForTokensInAnyCase,
    'a reset comes back whole, by its id and by the hash of its token',
  ),
  broken('forgets no tries', forgetsNoTries, tries),
  broken('forgets tries in any letters', forgetsTriesInLowerCase, tries),
];

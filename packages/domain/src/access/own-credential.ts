import type { Credential } from './user.ts';

/**
 * A password that its owner chose behind a mailed link, after the credential before, if there was any:
 * tokens and links of that are void.
 */
export const ownCredential = (hash: string, before: Credential | undefined): Credential => ({
  hash,
  origin: 'own',
  generation: (before?.generation ?? 0) + 1,
  ...seenBefore(before),
});

/** Another password by whoever knew the one before: what it opens stays the same. */
export const changedCredential = (hash: string, before: Credential): Credential => ({
  hash,
  origin: before.origin,
  ...(before.accountId === undefined ? {} : { accountId: before.accountId }),
  generation: before.generation + 1,
  ...seenBefore(before),
});

const seenBefore = (before: Credential | undefined): Pick<Credential, 'seenHash'> => {
  const seenHash = before?.origin === 'given' ? before.hash : before?.seenHash;
  return seenHash === undefined ? {} : { seenHash };
};

/** Hashes of passwords that somebody else has set or seen: none of them may be chosen for one's own. */
export const seenHashes = ({ origin, hash, seenHash }: Credential): readonly string[] => [
  ...(origin === 'given' ? [hash] : []),
  ...(seenHash === undefined ? [] : [seenHash]),
];

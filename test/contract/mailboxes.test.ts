import { EmailAddress, type Persistence } from '@tenantry/domain';
import { memoryPersistence } from '@tenantry/memory';
import {
  type Decisions,
  type MailboxPair,
  mailboxDecisions,
  mailboxPairs,
} from '@tenantry/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { freshFiles } from './fresh-files.ts';
import { freshSchemas } from './fresh-schemas.ts';

/** Other ones in each run. */
const seed = Math.floor(Math.random() * 2 ** 31);
const pairs = fc.sample(mailboxPairs(), { numRuns: rounds(400), seed });

/** By the domain alone: no store has a say in what one mailbox is. */
const expected = pairs.map((pair): Decisions => {
  const [one, other] = pair.map((text) => EmailAddress.safeParse(text).data?.canonical);
  const decided = (earlier: string | undefined, later: string | undefined): Decisions[0] => [
    earlier === undefined ? 'refused' : 'kept',
    later === undefined ? 'refused' : later === earlier ? 'taken' : 'kept',
  ];
  return [decided(one, other), decided(other, one)];
});

const open: Readonly<Record<string, () => Promise<Persistence>>> = {
  memory: async () => memoryPersistence(),
  sqlite: freshFiles(),
  postgres: freshSchemas(),
};

describe(`of ${pairs.length} pairs of addresses (seed ${seed})`, () => {
  it.each(Object.keys(open))('%s decides as the domain does', async (name) => {
    const store = await open[name]?.();
    if (store === undefined) throw new Error(name);
    try {
      const found = await mailboxDecisions(store, pairs);
      const differing = pairs.flatMap((pair: MailboxPair, at) =>
        JSON.stringify(found[at]) === JSON.stringify(expected[at])
          ? []
          : [{ pair, found: found[at], expected: expected[at] }],
      );
      expect(differing).toEqual([]);
    } finally {
      await store.close();
    }
  });

  it('many are one mailbox, many two, and many none', () => {
    const counts = new Map<string, number>();
    for (const [[, decision]] of expected)
      if (decision !== undefined) counts.set(decision, (counts.get(decision) ?? 0) + 1);
    for (const decision of ['kept', 'taken', 'refused'])
      expect(counts.get(decision)).toBeGreaterThan(pairs.length / 10);
  });
});

import { memoryPersistence } from '@tenantry/memory';
import { argon2Hasher } from '@tenantry/runtime';
import { bindLaws, passwordHasherContract, standIns } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { toyHasher } from './broken-hashers/toy-hasher.ts';
import { brokenHashers } from './broken-hashers.ts';

bindLaws(
  { describe, it },
  'the argon2id hasher',
  passwordHasherContract(() => argon2Hasher({ concurrency: 2, queue: 1 }), { atOnce: 3 }),
);

bindLaws(
  { describe, it },
  'the hasher that stands in for one',
  passwordHasherContract(() => standIns(memoryPersistence()).hasher),
);

bindLaws(
  { describe, it },
  'the hasher that is then broken',
  passwordHasherContract(() => toyHasher(), { atOnce: 3 }),
);

describe('the contract of hashers', () => {
  const table: { hasher: string; 'caught by': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenHashers)('catches one that $fault', async ({ fault, open, caughtBy }) => {
    const meant = passwordHasherContract(open, { atOnce: 3 }).find(({ name }) => name === caughtBy);
    expect(meant).toBeDefined();
    await expect(meant?.check()).rejects.toBeInstanceOf(Error);
    table.push({ hasher: fault, 'caught by': caughtBy });
  });
});

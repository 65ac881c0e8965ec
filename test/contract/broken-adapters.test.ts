import { persistenceContract } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { brokenAdapters } from './broken-adapters.ts';

describe('the contract', () => {
  const table: { adapter: string; 'caught by': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenAdapters)('catches an adapter that $fault', async ({ fault, open, caughtBy }) => {
    const meant = persistenceContract(async () => open()).find(({ name }) => name === caughtBy);
    expect(meant).toBeDefined();
    await expect(meant?.check()).rejects.toBeInstanceOf(Error);
    table.push({ adapter: fault, 'caught by': caughtBy });
  });
});

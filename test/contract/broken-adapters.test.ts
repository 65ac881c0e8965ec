import { type Law, persistenceContract } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { brokenAdapters } from './broken-adapters.ts';

/** The laws that an adapter breaks, by name. */
const brokenLaws = async (laws: readonly Law[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { name, check } of laws)
    await check().catch((fault: unknown) => {
      expect(fault).toBeInstanceOf(Error);
      found.push(name);
    });
  return found;
};

describe('the contract', () => {
  const table: { adapter: string; 'caught by': string; 'laws broken in all': number }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenAdapters)('catches an adapter that $fault', async ({ fault, open, caughtBy }) => {
    const laws = persistenceContract(async () => open());
    expect(laws.map(({ name }) => name)).toContain(caughtBy);
    const found = await brokenLaws(laws);
    expect(found).toContain(caughtBy);
    table.push({ adapter: fault, 'caught by': caughtBy, 'laws broken in all': found.length });
  });
});

import { memoryPersistence } from '@tenantry/memory';
import { bindLaws, raceContract } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { parallelPersistence } from './broken-adapters/parallel-store.ts';
import { brokenRaces } from './broken-races.ts';
import { freshFiles } from './fresh-files.ts';
import { freshSchemas } from './fresh-schemas.ts';

const runner = { describe, it };

bindLaws(
  runner,
  'races in memory',
  raceContract(async () => memoryPersistence(), { numRuns: rounds(6) }),
);

// A claim is another one when it is made again, which this stand-in takes for being overtaken.
const mailLaws = ['letter', 'attempt that is made three times'];

bindLaws(
  runner,
  'races among units that run at once',
  raceContract(async () => parallelPersistence(), { numRuns: rounds(3) }).filter(
    ({ name }) => !mailLaws.some((words) => name.includes(words)),
  ),
);

// Its units run one after another: nothing that happens in one can be seen by another.
bindLaws(
  runner,
  'races in sqlite',
  raceContract(freshFiles(), { turns: 'starts', numRuns: rounds(1) }),
);

bindLaws(runner, 'races in postgres', raceContract(freshSchemas(), { numRuns: rounds(1) }));

describe('the laws of races', () => {
  const table: { store: string; 'caught by': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenRaces)('catch a store that $fault', async ({ fault, open, caughtBy }) => {
    const laws = raceContract(async () => open(), { numRuns: 200 });
    const meant = laws.find(({ name }) => name === caughtBy);
    expect(meant).toBeDefined();
    await expect(meant?.check()).rejects.toBeInstanceOf(Error);
    table.push({ store: fault, 'caught by': caughtBy });
  });
});

import { memoryPersistence } from '@tenantry/memory';
import { agrees } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { emptySchemas } from '../postgres/empty-schemas.ts';
import { rounds } from '../rounds.ts';
import { brokenStores } from './broken-stores.ts';
import { freshFiles } from './fresh-files.ts';
import { faultOf, programIn, run } from './printed.ts';

const memory = async () => memoryPersistence();
const sqlite = freshFiles();
const postgres = emptySchemas();

describe('stores agree', () => {
  const options = { numRuns: rounds(8), maxCommands: 40 };

  it('memory and sqlite', () => agrees(memory, sqlite, options));
  it('memory and postgres', () => agrees(memory, postgres, options));
  it('sqlite and postgres', () => agrees(sqlite, postgres, options));
});

describe('agreement', () => {
  const table: { store: string; lines: number }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenStores)('is not to be had with a store that $fault', async ({ fault, open }) => {
    const { message } = await faultOf(agrees(memory, async () => open(), { numRuns: 1000 }));
    const lines = programIn(message)
      .split('\n')
      .filter((line) => line.startsWith('  '));
    table.push({ store: fault, lines: lines.length });
  });

  it('is broken again by the program that a failure prints', async () => {
    const { message } = await faultOf(
      agrees(memory, async () => brokenStores[0]?.open() ?? memoryPersistence(), {
        numRuns: 1000,
      }),
    );
    const opening = [
      "import { memoryPersistence } from '@tenantry/memory';",
      "import { brokenStores } from './contract/broken-stores.ts';",
      'const one = memoryPersistence();',
    ];
    const program = programIn(message);
    const broken = run([...opening, 'const other = brokenStores[0].open();'].join('\n'), program);
    expect(broken.status).toBe(1);
    expect(broken.stderr).toContain('is answered otherwise');
    const sound = run([...opening, 'const other = memoryPersistence();'].join('\n'), program);
    expect(sound).toEqual({ status: 0, stderr: '' });
  });
});

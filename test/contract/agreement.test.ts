import { memoryPersistence } from '@tenantry/memory';
import { agrees } from '@tenantry/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { brokenStores } from './broken-stores.ts';
import { freshFiles } from './fresh-files.ts';
import { freshSchemas } from './fresh-schemas.ts';
import { faultOf, optionsIn, programIn, run } from './printed.ts';

const memory = async () => memoryPersistence();
const sqlite = freshFiles();
const postgres = freshSchemas();

describe('stores agree', () => {
  const options = { numRuns: rounds(2), maxCommands: 40 };

  it('memory and sqlite', async () => {
    await expect(agrees(memory, sqlite, options)).resolves.toBeUndefined();
  });

  it('memory and postgres', async () => {
    await expect(agrees(memory, postgres, options)).resolves.toBeUndefined();
  });

  it('sqlite and postgres', async () => {
    await expect(agrees(sqlite, postgres, options)).resolves.toBeUndefined();
  });
});

describe('agreement', () => {
  const table: { store: string; 'what differs first': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenStores)('is not to be had with a store that $fault', async ({ fault, open }) => {
    const options = { numRuns: 1000, maxCommands: 40, endOnFailure: true };
    const { message } = await faultOf(agrees(memory, async () => open(), options));
    const [what = ''] = message.split('\n');
    expect(what).toMatch(/^two stores do not agree: /);
    table.push({ store: fault, 'what differs first': what.replace(/^[^:]*: /, '') });
  });

  it('is broken again by the program and the options that a failure prints', async () => {
    const other = async () => brokenStores[0]?.open() ?? memoryPersistence();
    const { message } = await faultOf(agrees(memory, other, { numRuns: 1000, maxCommands: 10 }));
    const again = await faultOf(agrees(memory, other, optionsIn(message)));
    const shrunk = /shrunk \d+ times/;
    expect(again.message.replace(shrunk, '')).toBe(message.replace(shrunk, ''));
    const opening = [
      "import { memoryPersistence } from '@tenantry/memory';",
      "import { brokenStores } from './contract/broken-stores.ts';",
      'const one = memoryPersistence();',
    ];
    const program = programIn(message);
    const broken = run([...opening, 'const other = brokenStores[0].open();'].join('\n'), program);
    expect(broken.status).toBe(1);
    const [, what] = message.split('\n');
    expect(broken.stderr).toContain(what?.trim());
  });
});

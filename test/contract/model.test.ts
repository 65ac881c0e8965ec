import { memoryPersistence } from '@tenantry/memory';
import { followsModel, modelled, taleCommands } from '@tenantry/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { rounds } from '../rounds.ts';
import { brokenStores } from './broken-stores.ts';
import { freshFiles } from './fresh-files.ts';
import { freshSchemas } from './fresh-schemas.ts';
import { faultOf, programIn, run } from './printed.ts';

describe('an application answers as the model says', () => {
  it('in memory', () =>
    followsModel(async () => memoryPersistence(), { numRuns: rounds(25), maxCommands: 40 }));

  it('on sqlite', () => followsModel(freshFiles(), { numRuns: rounds(5), maxCommands: 40 }));

  it('in a property of somebody else', () =>
    fc.assert(
      fc.asyncProperty(taleCommands(), async (commands) => {
        const world = await modelled(memoryPersistence());
        await fc.asyncModelRun(() => ({ model: world.model, real: world }), commands);
        await world.end();
      }),
      { numRuns: rounds(5) },
    ));

  it('on postgres', () => followsModel(freshSchemas(), { numRuns: rounds(5), maxCommands: 40 }));
});

describe('the model', () => {
  const table: { store: string; 'what differs first': string }[] = [];
  afterAll(() => console.table(table));

  it.each(brokenStores)('finds a store that $fault', async ({ fault, open }) => {
    const options = { numRuns: 1000, maxCommands: 40, endOnFailure: true };
    const { message } = await faultOf(followsModel(async () => open(), options));
    const [what = ''] = message.split('\n');
    expect(what).toMatch(/^an application over this store does not do what the model says: /);
    table.push({ store: fault, 'what differs first': what.replace(/^[^:]*: /, '') });
  });

  it('prints what it found as a program, which finds it again', async () => {
    const { message } = await faultOf(
      followsModel(async () => brokenStores[0]?.open() ?? memoryPersistence(), { numRuns: 1000 }),
    );
    const program = programIn(message);
    const broken = run(
      "import { brokenStores } from './contract/broken-stores.ts';\nconst store = brokenStores[0].open();",
      program,
    );
    expect(broken.status).toBe(1);
    const [, what] = message.split('\n');
    expect(broken.stderr).toContain(what?.trim());
    const sound = run(
      "import { memoryPersistence } from '@tenantry/memory';\nconst store = memoryPersistence();",
      program,
    );
    expect(sound).toEqual({ status: 0, stderr: '' });
  });
});

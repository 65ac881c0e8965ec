import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

/** What fits in the place of the last word. */
const offered = async (folder: string, ...words: string[]) => {
  const { code, out, said } = await tenantry({ folder }, ['complete', '--', ...words]);
  expect({ code, said }).toEqual({ code: 0, said: '' });
  return linesOf(out).map((line) => line.split('\t', 1)[0]);
};

describe('complete', () => {
  it('offers commands, options of a command and of those above it, and choices', async () => {
    const folder = emptyFolder(onTestFinished);
    expect(await offered(folder, 'custo')).toEqual(['customer']);
    expect(await offered(folder, 'customer', 's')).toEqual(['show', 'set']);
    expect(await offered(folder)).not.toContain('complete');
    const flags = await offered(folder, 'customer', 'set', '2', '--');
    expect(flags).toEqual(
      expect.arrayContaining(['--reference', '--database', '--json', '--help']),
    );
    expect(await offered(folder, 'customer', 'set', '2', '--expect')).toEqual(['--expect-version']);
    expect(await offered(folder, 'mail', 'list', '--state', 'su')).toEqual(['superseded']);
    expect(await offered(folder, 'mail', 'list', '--state=su')).toEqual(['--state=superseded']);
    expect(await offered(folder, 'mail', 'list', '--state', '=', 'su')).toEqual(['superseded']);
    expect(await offered(folder, 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await offered(folder, 'customer', 'create', '--name', '')).toEqual([]);
    expect(await offered(folder, 'customer', 'list', 'more')).toEqual([]);
  });

  it('leaves files to the shell', async () => {
    const folder = emptyFolder(onTestFinished);
    expect(await offered(folder, 'customer', 'create', '--file', '')).toEqual([':files']);
    expect(await offered(folder, 'policy', 'set', 'pol')).toEqual([':files']);
  });

  it('offers accounts of the database that the line names, and none without a word', async () => {
    const here = await initialised(onTestFinished);
    await tenantry(here, ['customer', 'create', '--name', 'First']);
    expect(await offered(here.folder, 'suspend', '')).toEqual(['1', '2']);
    expect(await offered(here.folder, 'customer', 'show', '2')).toEqual(['2']);
    expect(await offered(here.folder, 'customer', 'create', '--parent', '')).toEqual(['1', '2']);
    expect(await offered(here.folder, 'tree', '--as', '=', '1')).toEqual(['1']);
    expect(await offered(here.folder, 'suspend', '2', '')).toEqual([]);
    const nowhere = ['--database', 'sqlite:nowhere.db', 'suspend', ''];
    expect(await offered(here.folder, ...nowhere)).toEqual([]);
    expect(await offered(here.folder, '--as', '404', 'suspend', '')).toEqual([]);
  });

  it('names what each candidate is', async () => {
    const here = await initialised(onTestFinished);
    const { out } = await tenantry(here, ['complete', '--', 'tree', '']);
    expect(out).toBe('1\tmaster Root\n');
  });
});

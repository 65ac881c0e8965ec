import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyFolder, initialised, linesOf, tenantry } from '../in-process.test.kit.ts';

describe('verify', () => {
  it('tells each row that breaks an invariant, and ends with 1 where there is any', async () => {
    const { folder } = await initialised(onTestFinished);
    // It needs no secret: nothing is unsealed.
    const here = { folder };
    const sound = { code: 0, out: '', said: 'every invariant holds\n' };
    expect(await tenantry(here, ['verify'])).toEqual(sound);
    expect(await tenantry(here, ['verify', '--json'])).toEqual(sound);

    const database = new DatabaseSync(join(folder, 'tenantry.db'));
    database.exec("update tenantry_account set name_key = 'x', depth = 2");
    const id = String(database.prepare('select id from tenantry_account').get()?.['id']);
    database.close();
    const depth = 'depth that is not one more than that of the parent';
    const key = 'not what it is derived from';
    expect(await tenantry(here, ['verify'])).toEqual({
      code: 1,
      out: `INV3 ${depth}: account.depth ${id}\nINV2 ${key}: account.name_key ${id}\n`,
      said: 'tenantry: 2 violations\n',
    });
    const told = await tenantry(here, ['verify', '--json']);
    expect({ ...told, out: linesOf(told.out).map((line) => JSON.parse(line)) }).toEqual({
      code: 1,
      out: [
        { invariant: 'INV3', check: depth, table: 'account', column: 'depth', id },
        { invariant: 'INV2', check: key, table: 'account', column: 'name_key', id },
      ],
      said: '{"error":{"kind":"Fault","message":"2 violations"}}\n',
    });
  });

  it('says in one line why a database cannot be verified', async () => {
    const here = { folder: emptyFolder(onTestFinished) };
    expect(await tenantry(here, ['verify'])).toEqual({
      code: 1,
      out: '',
      said: expect.stringMatching(
        /^tenantry: TENANTRY_DATABASE cannot be verified: there is no database [^\n]+\n$/,
      ),
    });
    expect(await tenantry(here, ['verify', '--database', 'memory:'])).toEqual({
      code: 1,
      out: '',
      said: expect.stringMatching(/^tenantry: TENANTRY_DATABASE: memory: [^\n]+\n$/),
    });
  });
});

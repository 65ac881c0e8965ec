import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Installation, initialised, installation, tenantry } from '../in-process.test.kit.ts';

const fileOf = ({ folder }: Installation): string => join(folder, 'tenantry.db');

/** Makes of a database one that a later release has migrated. */
const leftBy = (here: Installation, version: number, oldest: number): void => {
  const database = new DatabaseSync(fileOf(here));
  database.exec(`UPDATE tenantry_schema_version SET version = ${version}, oldest = ${oldest}`);
  database.close();
};

describe('a database that a later release has migrated', () => {
  it('is worked on by a program that it still lets in, with nothing to migrate', async () => {
    const here = await initialised(onTestFinished);
    leftBy(here, 99, 1);
    expect(await tenantry(here, ['migrate'])).toEqual({
      code: 0,
      out: '',
      said: 'the database is up to date\n',
    });
    expect((await tenantry(here, ['customer', 'create', '--name', 'First'])).code).toBe(0);
    expect((await tenantry(here, ['tree', '--json'])).out).toContain('First');
  });

  it('is refused by any other with 1 and a line, and nothing is written', async () => {
    const here = await initialised(onTestFinished);
    leftBy(here, 99, 99);
    const bytes = readFileSync(fileOf(here));
    const another = ['init', '--another', '--name', 'Root', '--email', 'root@example.com'];
    for (const words of [['migrate'], ['tree'], ['serve', '--port', '0'], another]) {
      const { code, out, said } = await tenantry(here, words);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(said).toMatch(/^tenantry: TENANTRY_DATABASE .*: this program is too old .*\n$/);
    }
    const unasked = { ...here, environment: { ...here.environment, TENANTRY_MIGRATE: 'off' } };
    expect((await tenantry(unasked, ['tree'])).code).toBe(1);
    expect(readFileSync(fileOf(here))).toEqual(bytes);
  });
});

describe('migrate --sql', () => {
  it('prints the steps, after which the database is up to date, and touches none', async () => {
    const here = installation(onTestFinished);
    const { code, out, said } = await tenantry(here, ['migrate', '--sql']);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(out).toMatch(/^-- 0001-accounts\n/);
    expect(readdirSync(here.folder)).toEqual([]);
    expect(await tenantry(here, ['migrate', '--sql', '--json'])).toEqual({
      code,
      said,
      out: `${JSON.stringify({ sql: out })}\n`,
    });
    new DatabaseSync(fileOf(here)).exec(out);
    expect((await tenantry(here, ['tree'])).said).toContain('nothing is here yet');
    expect((await tenantry(here, ['migrate'])).said).toBe('the database is up to date\n');
  });

  it('prints them in the dialect of the database that is configured', async () => {
    const here = installation(onTestFinished);
    const sql = async (url: string) => tenantry(here, ['--database', url, 'migrate', '--sql']);
    // Nobody is at home there.
    const printed = await sql('postgres://nobody@127.0.0.1:1/nothing');
    expect(printed).toMatchObject({ code: 0, said: '' });
    expect(printed.out).toContain('create table "tenantry_account"');
    expect(printed.out).not.toBe((await sql('sqlite:./not-there.db')).out);
    expect(existsSync('not-there.db')).toBe(false);
    expect(await sql('memory:')).toEqual({ code: 0, out: '', said: '' });
  });
});

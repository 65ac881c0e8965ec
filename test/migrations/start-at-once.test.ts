import { join } from 'node:path';
import { migratePostgres, openPostgres } from '@tenantry/postgres';
import { released } from '@tenantry/sql';
import { migrateSqlite, openSqlite } from '@tenantry/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { postgresForm, sqliteForm } from './form.ts';
import { type Openers, openers } from './processes.ts';

const processes = 20;
const everyone = (text: unknown) => Array.from({ length: processes }, () => text);

let twenty: Openers;

beforeAll(async () => {
  twenty = await openers(processes);
});

afterAll(() => twenty.close());

describe('twenty processes that open one SQLite file at the same moment', () => {
  it('migrate it once where it is empty, and once where a release before has left it', async () => {
    const empty = join(emptyFolder(), 'empty.db');
    // This process is the release before: it may come first, or find more than it knows.
    const previous = openSqlite({ file: empty, migrate: 'auto' });
    expect(await twenty.open({ kind: 'sqlite', at: empty }, 'auto')).toEqual(everyone('ready'));
    await (await previous).close();
    const old = join(emptyFolder(), 'old.db');
    await migrateSqlite({ file: old });
    expect(await twenty.open({ kind: 'sqlite', at: old }, 'auto')).toEqual(everyone('ready'));

    expect(sqliteForm(old)).toEqual(sqliteForm(empty));
    expect(sqliteForm(old).version).toEqual([{ id: 1, version: released.length + 1, oldest: 1 }]);
    for (const migrate of ['auto', 'check', 'off'] as const)
      await (await openSqlite({ file: old, migrate })).close();
  });

  it('all refuse what is missing or outdated where they may not touch it, naming the command', async () => {
    const missing = join(emptyFolder(), 'missing.db');
    const init = expect.stringContaining('"tenantry init"');
    expect(await twenty.open({ kind: 'sqlite', at: missing }, 'check')).toEqual(everyone(init));
    const old = join(emptyFolder(), 'old.db');
    await migrateSqlite({ file: old });
    const form = sqliteForm(old);
    const migrate = expect.stringContaining('"tenantry migrate"');
    expect(await twenty.open({ kind: 'sqlite', at: old }, 'check')).toEqual(everyone(migrate));
    expect(sqliteForm(old)).toEqual(form);
  });
});

describe('twenty processes that open one PostgreSQL database at the same moment', () => {
  it('migrate it once where it is empty, and once where a release before has left it', async () => {
    const empty = await emptyDatabase();
    const previous = openPostgres({ url: empty, migrate: 'auto' });
    expect(await twenty.open({ kind: 'postgres', at: empty }, 'auto')).toEqual(everyone('ready'));
    await (await previous).close();
    const old = await emptyDatabase();
    await migratePostgres({ url: old });
    const refused = everyone(expect.stringContaining('"tenantry migrate"'));
    expect(await twenty.open({ kind: 'postgres', at: old }, 'check')).toEqual(refused);
    expect(await twenty.open({ kind: 'postgres', at: old }, 'auto')).toEqual(everyone('ready'));

    const formOf = (url: string) => onServer(url, (client) => postgresForm(client));
    expect(await formOf(old)).toEqual(await formOf(empty));
    expect((await formOf(old)).version).toEqual([
      { id: 1, version: released.length + 1, oldest: 1 },
    ]);
    for (const migrate of ['auto', 'check', 'off'] as const)
      await (await openPostgres({ url: old, migrate })).close();
  });
});

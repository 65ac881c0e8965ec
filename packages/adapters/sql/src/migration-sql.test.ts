import {
  type Dialect,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrationSql } from './migration-sql.ts';
import type { Step } from './migrations.ts';

const sqlite: Dialect = {
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};
const postgres: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};

const made: Step = {
  name: '0001-made',
  oldest: 1,
  up: (db) => db.schema.createTable('installation').addColumn('id', 'integer').execute(),
};

const filled = (text: string): Step => ({
  name: '0002-filled',
  oldest: 2,
  up: async (db) => {
    const row = { id: 1, policy: text, secret_check: '', created_at: '' };
    await db.insertInto('installation').values(row).execute();
    await db.updateTable('installation').set('policy', text).where('id', '=', 1).execute();
    await sql`select ${text}`.execute(db);
  },
});

const after: Step = { name: '0003-after', oldest: 1, up: () => Promise.resolve() };

describe('steps as SQL', () => {
  it('are headed by their names, and note what was reached and who may run', async () => {
    const text = await migrationSql(sqlite, { prefix: 'p_', steps: [made, filled('x'), after] });
    expect(text.split('\n\n').map((step) => step.split('\n', 1)[0])).toEqual([
      '-- 0001-made',
      '-- 0002-filled',
      '-- 0003-after',
    ]);
    expect(text).toContain('create table "p_installation" ("id" integer);\n');
    // What one has shut out the next does not let in again.
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'insert into "p_schema_version" ("id", "version", "oldest") values (1, 3, 2) ' +
        'on conflict ("id") do update set "version" = 3, "oldest" = 2;',
    );
  });

  it('have their values in them, quoted', async () => {
    const steps = [made, filled("it's 1 ? $1 \\ \n'")];
    for (const dialect of [sqlite, postgres]) {
      const text = await migrationSql(dialect, { prefix: '', steps });
      const quoted = "'it''s 1 ? $1 \\ \n'''";
      expect(text).toContain(`values (1, ${quoted}, '', '');`);
      expect(text).toContain(`set "policy" = ${quoted} where "id" = 1;`);
      expect(text).toContain(`select ${quoted};`);
    }
  });

  it('live in the schema that is named, which is made first', async () => {
    const text = await migrationSql(postgres, { prefix: 'p_', schema: 's', steps: [made] });
    expect(text.split('\n').slice(1, 4)).toEqual([
      'create schema if not exists "s";',
      expect.stringContaining('create table if not exists "s"."p_schema_version" ('),
      'create table "s"."p_installation" ("id" integer);',
    ]);
  });

  it('make no schema that every database has: its owner may not make others', async () => {
    const place = { prefix: 'p_', schema: 'public', steps: [made] };
    const text = await migrationSql(postgres, place);
    expect(text).not.toContain('create schema');
    expect(text).toContain('create table "public"."p_installation" ("id" integer);');
  });

  it('are refused where they read, or hold what no text can', async () => {
    const steps = (up: Step['up']): readonly Step[] => [{ name: 'odd', oldest: 1, up }];
    const reads = steps(async (db) => {
      await db.selectFrom('installation').select('id').execute();
    });
    await expect(migrationSql(sqlite, { prefix: '', steps: reads })).rejects.toThrow('that reads');
    const lists = steps(async (db) => {
      await db.deleteFrom('installation').where('id', 'in', [1, 2]).execute();
    });
    await expect(migrationSql(sqlite, { prefix: '', steps: lists })).rejects.toThrow('a value');
  });
});

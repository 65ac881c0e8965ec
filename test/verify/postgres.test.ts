import { migratePostgres, openPostgres, verifyPostgres } from '@tenantry/postgres';
import { type Ready, verify } from '@tenantry/sql';
import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { rounds } from '../rounds.ts';
import { tables } from './broad-plants.ts';
import { type Filled, fill, initialise } from './filled.ts';
import { maintained } from './maintained.ts';
import { plantLaws } from './plant-laws.ts';
import { all, linesOf, type Stage } from './stage.ts';
import { writtenBeside } from './written-beside.ts';

let url: string;
let client: pg.Client;
let stage: Stage & { readonly filled: Filled };

beforeAll(async () => {
  url = await emptyDatabase();
  const store = await openPostgres({ url, migrate: 'auto' });
  const filled = await fill(store);
  await store.close();
  client = new pg.Client(url);
  await client.connect();
  // Made of a query, a table has rows alone, and no constraint or index.
  await client.query('create schema bare');
  for (const table of tables)
    await client.query(`create table bare.tenantry_${table} as table tenantry_${table}`);
  await client.query('set search_path = bare; set jit = off');
  stage = { filled, planted };
});

afterAll(() => client.end());

const planted: Stage['planted'] = async (statements) => {
  await client.query('begin');
  for (const statement of statements) await client.query(statement);
  const found = await all(
    verify({
      dialect: new PostgresDialect({ pool: never }),
      prefix: 'tenantry_',
      now: () => new Date(),
      run: async <Row>({ sql, parameters }: Ready<Row>): Promise<readonly Row[]> =>
        (await client.query(sql, [...parameters])).rows,
    }),
  );
  await client.query('rollback');
  return found;
};

const never = () => Promise.reject(new Error('nothing is run on this'));

describe('a PostgreSQL database', () => {
  plantLaws(() => stage);

  it('tells nothing that is in order while others write', async () => {
    const store = await openPostgres({ url });
    const told = await writtenBeside(store, stage.filled, async () => {
      const lines: string[] = [];
      for (let round = 0; round < rounds(3); round++)
        lines.push(...(await linesOf(verifyPostgres({ url }))));
      return lines;
    });
    await store.close();
    expect(told).toEqual([]);
  });

  it('tells nothing once what is over was forgotten', async () => {
    const store = await openPostgres({ url });
    await maintained(store);
    await store.close();
    expect(await linesOf(verifyPostgres({ url }))).toEqual([]);
  });

  it('is refused in a line that says what helps', async () => {
    const empty = await emptyDatabase();
    const found = () => linesOf(verifyPostgres({ url: empty }));
    await expect(found()).rejects.toThrow('run "tenantry migrate"');
    await migratePostgres({ url: empty });
    expect(await found()).toEqual([]);
    await onServer(empty, (other) =>
      other.query('update tenantry_schema_version set version = version + 1'),
    );
    await expect(found()).rejects.toThrow('install a newer version');
    await expect(linesOf(verifyPostgres({ url: 'postgres://x@127.0.0.1:1/x' }))).rejects.toThrow(
      'the database cannot be reached',
    );
  });

  it('is read by its prefix, in its schema', async () => {
    const own = { url: await emptyDatabase(), prefix: 'own_', schema: 'Of "ours"' };
    const store = await openPostgres({ ...own, migrate: 'auto' });
    await initialise(store);
    await store.close();
    expect(await linesOf(verifyPostgres(own))).toEqual([]);
    await onServer(own.url, (other) => other.query('delete from "Of ""ours""".own_event'));
    expect(await linesOf(verifyPostgres(own))).not.toEqual([]);
  });
});

import { migrator, released, type Step } from '@tenantry/sql';
import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, it } from 'vitest';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { rounds } from '../rounds.ts';
import { postgresForm } from './form.ts';

/** What a next release adds, and the one after it takes away. */
const expand: Step = {
  name: '9001-expand',
  oldest: 1,
  up: (db) => db.schema.alterTable('account').addColumn('nick', 'text').execute(),
};
const contract: Step = {
  name: '9002-contract',
  oldest: released.length + 1,
  up: (db) => db.schema.alterTable('account').dropColumn('nick').execute(),
};
const steps = [...released, expand, contract];
const names = steps.map(({ name }) => name);

/** Every statement where there is time for it; SQLite's are all tried each time. */
const stride = Math.max(1, 8 - rounds(1));

/** Takes the steps in a schema of its own, with an end of the connection before one statement. */
const killed = async (url: string, schema: string, before: number) => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  let statements = 0;
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    const run = client.query;
    Reflect.set(client, 'query', (...given: readonly unknown[]) => {
      statements++;
      if (statements === before) Reflect.get(client, 'connection').stream.destroy();
      return Reflect.apply(run, client, given);
    });
  });
  const dialect = new PostgresDialect({ pool });
  const { toLatest, close } = migrator(dialect, { prefix: 'tenantry_', schema, steps });
  const taken = await toLatest().catch(() => undefined);
  await close();
  return { statements, taken };
};

it('a migration of PostgreSQL leaves whole steps at whatever statement it is killed', async () => {
  const url = await emptyDatabase();
  const never = 0;
  await onServer(url, async (client) => {
    const whole = await killed(url, 'whole', never);
    expect(whole.taken).toEqual(names);
    const form = await postgresForm(client, 'whole');
    const versions = new Set<unknown>();
    for (let statement = 1; statement <= whole.statements; statement += stride) {
      const schema = `killed_${statement}`;
      expect((await killed(url, schema, statement)).taken).toBeUndefined();
      const { version } = await postgresForm(client, schema);
      versions.add(version.length);
      const rest = (await killed(url, schema, never)).taken;
      expect(rest).toEqual(names.slice(names.length - (rest?.length ?? 0)));
      expect(await postgresForm(client, schema)).toEqual(form);
    }
    expect(versions).toEqual(new Set([0, 1]));
  });
});

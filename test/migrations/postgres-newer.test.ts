import { migratePostgres, openPostgres } from '@tenantry/postgres';
import { expect, it } from 'vitest';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { postgresForm } from './form.ts';

const policies = ['auto', 'check', 'off'] as const;

/** A database that a later release has migrated. */
const leftBy = async (version: number, oldest: number): Promise<string> => {
  const url = await emptyDatabase();
  await migratePostgres({ url });
  await onServer(url, (client) =>
    client.query('UPDATE tenantry_schema_version SET version = $1, oldest = $2', [version, oldest]),
  );
  return url;
};

const formOf = (url: string) => onServer(url, (client) => postgresForm(client));

it('runs on a database that a later release has migrated, where it is let in', async () => {
  const url = await leftBy(99, 1);
  const form = await formOf(url);
  for (const migrate of policies) {
    const store = await openPostgres({ url, migrate });
    expect(await store.read(({ records }) => records.installation())).toBeUndefined();
    await store.close();
  }
  expect(await migratePostgres({ url })).toEqual([]);
  expect(await formOf(url)).toEqual(form);
});

it('refuses one that it is too old for, and writes nothing', async () => {
  const url = await leftBy(99, 99);
  // Who may not write at all is told the same.
  const readOnly = new URL(url);
  readOnly.searchParams.set('options', '-c default_transaction_read_only=on');
  for (const migrate of policies)
    for (const at of [url, readOnly.href])
      await expect(openPostgres({ url: at, migrate })).rejects.toThrow(/^this program is too old/);
  await expect(migratePostgres({ url })).rejects.toThrow(/^this program is too old/);
});

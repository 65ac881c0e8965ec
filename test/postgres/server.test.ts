import { expect, it, onTestFinished } from 'vitest';
import { runServer } from './run-server.ts';
import { emptyDatabase, onServer } from './server.ts';

it('a database is empty, and one of PostgreSQL 15 or later', async () => {
  await onServer(await emptyDatabase(), async (client) => {
    const version = await client.query('SHOW server_version_num');
    expect(Number(version.rows[0]?.server_version_num)).toBeGreaterThanOrEqual(150_000);
    const tables = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
    expect(tables.rows).toEqual([]);
  });
});

it('a server keeps what it has stored through a crash, and can be taken away', async () => {
  const server = await runServer({ durable: true });
  onTestFinished(() => server.remove());
  await onServer(server.url, (client) => client.query('CREATE TABLE kept (a int)'));
  for (const how of ['immediate', 'kill', 'fast'] as const) {
    await server.stop(how);
    await expect(onServer(server.url, async () => undefined)).rejects.toThrow('ECONNREFUSED');
    await server.start();
    await onServer(server.url, (client) => client.query('SELECT * FROM kept'));
  }
});

import { join } from 'node:path';
import { openApplication } from '@tenantry/container';
import { createHttp } from '@tenantry/http';
import { createMetrics } from '@tenantry/http/metrics';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { emptyFolder } from '../cli/folder.ts';
import { emptyDatabase, onServer } from '../postgres/server.ts';
import { expectOk } from '../protocols/installation.ts';
import { url } from '../protocols/one-request-each.ts';

const secret = 'a secret of these tests with 32 bytes or more';

/** A server on a database, with a master account in it. */
const serve = async (database: string, poolSize = 10) => {
  const lines: object[] = [];
  const opened = await openApplication({
    database,
    poolSize,
    publicUrl: 'http://127.0.0.1',
    secret,
    migrate: 'auto',
  });
  onTestFinished(opened.close);
  const { app, ready, figures } = opened;
  const made = expectOk(
    await app.initialise(
      { name: 'Master', email: 'master@tenantry.test' },
      { caller: app.as.operator('test') },
    ),
  );
  const telemetry = {
    log: (_: string, message: string, facts: object = {}) => void lines.push({ message, ...facts }),
    count: () => {},
  };
  const http = createHttp(app, { telemetry, ready, figures, metrics: createMetrics() });
  const statusOf = async (path: string): Promise<number> =>
    (await http.fetch(new Request(url + path))).status;
  return { ...opened, http, lines, statusOf, key: made.key.text?.reveal() };
};

/** What is done to the one row of a table, and how it is taken back. */
const changes = [
  [
    'a newer program has left this one behind',
    'UPDATE tenantry_schema_version SET oldest = oldest + 1000',
    'UPDATE tenantry_schema_version SET oldest = oldest - 1000',
    'too old for the database',
  ],
  [
    'the schema lacks a step',
    'UPDATE tenantry_schema_version SET version = version - 1',
    'UPDATE tenantry_schema_version SET version = version + 1',
    'not up to date',
  ],
  [
    'the secret is another one by now',
    "UPDATE tenantry_installation SET secret_check = 'x' || secret_check",
    'UPDATE tenantry_installation SET secret_check = substr(secret_check, 2)',
    'TENANTRY_SECRET',
  ],
] as const;

const databases = {
  SQLite: async () => {
    const file = join(emptyFolder(), 'tenantry.db');
    return {
      database: `sqlite:${file}`,
      change: async (statement: string) => {
        const beside = new Database(file);
        beside.exec(statement);
        beside.close();
      },
    };
  },
  PostgreSQL: async () => {
    const database = await emptyDatabase();
    return {
      database,
      change: (statement: string) =>
        onServer(database, async (client) => void (await client.query(statement))),
    };
  },
};

describe.each(['SQLite', 'PostgreSQL'] as const)('readiness on %s', (kind) => {
  it('tells where the process must not be asked, why, and that it may be again', async () => {
    const { database, change } = await databases[kind]();
    // What it was asked a moment ago it does not ask again.
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { lines, statusOf } = await serve(database);
    expect(await statusOf('/readyz')).toBe(200);
    for (const [what, change_, back, reason] of changes) {
      await change(change_);
      expect({ what, status: await statusOf('/readyz') }).toEqual({ what, status: 200 });
      vi.advanceTimersByTime(1000);
      expect({ what, status: await statusOf('/readyz') }).toEqual({ what, status: 503 });
      expect(await statusOf('/healthz')).toBe(200);
      const told = lines.filter((line) => 'message' in line && line.message === 'not ready');
      expect(JSON.stringify(told.at(-1))).toContain(reason);
      await change(back);
      vi.advanceTimersByTime(1000);
      expect({ what, status: await statusOf('/readyz') }).toEqual({ what, status: 200 });
    }
  });
});

describe('a table of PostgreSQL that is locked', () => {
  it('is 503 to all who need it, and costs no connection', async () => {
    const database = await emptyDatabase();
    const { figures, http, key, statusOf } = await serve(database, 4);
    const create = (name: string) =>
      http.fetch(
        new Request(`${url}/v1/accounts`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ kind: 'customer', name }),
        }),
      );
    expect((await create('before')).status).toBe(201);
    await onServer(database, async (client) => {
      await client.query('BEGIN; LOCK TABLE tenantry_account IN ACCESS EXCLUSIVE MODE');
      const asked = Array.from({ length: 30 }, (_, number) => create(`during ${number}`));
      await expect.poll(() => figures().connections?.waiting).toBeGreaterThan(0);
      expect(await statusOf('/healthz')).toBe(200);
      const answers = await Promise.all(asked);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
      for (const { headers } of answers) expect(headers.get('Retry-After')).toBe('1');
      await client.query('ROLLBACK');
    });
    await expect.poll(async () => (await create('after')).status).toBe(201);
    expect(await statusOf('/readyz')).toBe(200);
    const idle = () => {
      const { open = 0, idle: free = -1, waiting } = figures().connections ?? {};
      return { leaked: open - free, waiting, most: open <= 4 };
    };
    await expect.poll(idle).toEqual({ leaked: 0, waiting: 0, most: true });
    const metrics = await (await http.fetch(new Request(`${url}/metrics`))).text();
    expect(metrics).toMatch(/^tenantry_database_connections [1-4]$/m);
    expect(metrics).toMatch(/^tenantry_hashes_refused_total 0$/m);
  });
});

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type { Http, Operation } from '@tenantry/http';
import { type Listening, listen } from '@tenantry/http/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectOk, type Installation, openInstallation } from './installation.ts';

const at = new URL('../../packages/http/postman/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, at), 'utf8'));
const collection = readJson('tenantry.postman_collection.json');
const environment = readJson('tenantry.postman_environment.json');

const Item = z.object({
  name: z.string(),
  event: z.array(z.object({ listen: z.string(), script: z.object({ exec: z.array(z.string()) }) })),
  request: z.object({ method: z.string(), url: z.string(), description: z.string().min(1) }),
});
const Collection = z.object({
  info: z.object({ schema: z.string() }),
  item: z.array(z.object({ name: z.string(), item: z.array(Item) })),
});
const Environment = z.object({
  values: z.array(z.object({ key: z.string(), value: z.string(), type: z.string() })),
});

const folders = Collection.parse(collection).item;
const requests = folders.flatMap(({ item }) => item);

const Report = z.object({
  run: z.object({
    stats: z.object({
      requests: z.object({ total: z.int(), failed: z.int() }),
      assertions: z.object({ total: z.int(), failed: z.int() }),
      testScripts: z.object({ total: z.int(), failed: z.int() }),
    }),
    executions: z.array(
      z.object({
        item: z.object({ name: z.string() }),
        // Absent where nothing could be sent.
        response: z.object({ code: z.int() }).optional(),
      }),
    ),
    failures: z.array(z.unknown()),
  }),
});
type Report = z.infer<typeof Report>;

const require = createRequire(import.meta.url);

type Run = (options: object, done: (fault: Error | null, report: unknown) => void) => void;
const newman = z
  .object({ run: z.custom<Run>((run) => typeof run === 'function') })
  .parse(require('newman'));

/** Sends every request of a collection as Postman would, in its order. */
async function run(given: unknown, values: Readonly<Record<string, string>>): Promise<Report> {
  const filled = Environment.parse(environment).values.map(({ key, value }) => ({
    key,
    value: values[key] ?? value,
    enabled: true,
  }));
  const options = {
    collection: structuredClone(given),
    environment: { ...Object(environment), values: filled },
  };
  return Report.parse(await promisify(newman.run)(options));
}

let server: Listening;
let installation: Installation;
let values: Readonly<Record<string, string>>;
beforeAll(async () => {
  // The installation tells of the address that the server has, so that one comes first.
  const made = Promise.withResolvers<Pick<Http, 'fetch'>>();
  const fetch: Http['fetch'] = async (request) => (await made.promise).fetch(request);
  server = await listen({ fetch }, { port: 0 });
  installation = await openInstallation({ publicUrl: server.url });
  made.resolve(installation.http);
  const { app, master, key, password } = installation;
  values = {
    base_url: server.url,
    url: app.accounts.urlOf(master),
    login: 'master@tenantry.test',
    password,
    api_key: key,
    account_id: master.id,
    account_number: String(master.number),
  };
});
afterAll(() => server.close());

describe('the Postman collection', () => {
  const missingOf = (operations: readonly Operation[]): readonly string[] => {
    const done = installation.lines
      .filter(({ message, facts }) => message === 'request' && Number(facts['status']) < 300)
      .map(({ facts }) => `${String(facts['method'])} ${String(facts['route'])}`);
    return operations
      .map(({ method, path }) => `${method} ${path}`)
      .filter((operation) => !done.includes(operation));
  };

  it('runs whole against a server, again and again, and carries out every operation', async () => {
    for (let time = 0; time < 2; time++) {
      const { run: told } = await run(collection, values);
      expect(told.failures).toEqual([]);
      expect(told.stats).toEqual({
        requests: { total: requests.length, failed: 0 },
        assertions: { total: 2 * requests.length, failed: 0 },
        testScripts: { total: requests.length, failed: 0 },
      });
      expect(told.executions.map(({ item }) => item.name)).toEqual(
        requests.map(({ name }) => name),
      );
    }
    const { app, master, http } = installation;
    const context = { caller: app.as.account(master.id) };
    expect(expectOk(await app.registers.list({}, context)).total).toBe(8);
    expect(http.operations.length).toBeGreaterThan(15);
    expect(missingOf(http.operations)).toEqual([]);
    expect(missingOf([...http.operations, { method: 'PATCH', path: '/v2/customers/:id' }])).toEqual(
      ['PATCH /v2/customers/:id'],
    );
  });

  it('fails where a server is not what it says', async () => {
    const { run: told } = await run(collection, { ...values, password: 'wrong' });
    expect(told.failures).not.toEqual([]);
    expect(told.stats.assertions.failed).toBeGreaterThan(0);
    expect(told.executions.find(({ item }) => item.name === 'AUTH')?.response?.code).toBe(401);
  });

  it('begins with what its vendor has it begin with', () => {
    const [first, ...others] = folders;
    expect(first?.name).toBe('partners-v8');
    expect(first?.item.slice(0, 5).map(({ name }) => name)).toEqual([
      'AUTH',
      'partners',
      'AUTH (new account)',
      'apps',
      'apps (list)',
    ]);
    expect(others.map(({ name }) => name)).toEqual([
      'customers-v2',
      'partners-v1',
      'admin-accounts-v1',
      'accounts',
      'verification phrases',
      'members',
      'keys',
      'events',
      'tokens',
      'health',
    ]);
    expect(Collection.parse(collection).info.schema).toBe(
      'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    );
  });

  it('asks of each answer its status and its shape', () => {
    for (const { name, event } of requests) {
      const tests = event.filter(({ listen }) => listen === 'test');
      const script = tests.flatMap(({ script: { exec } }) => exec).join('\n');
      expect(script, name).toContain('to.have.status');
      expect(script.match(/pm\.test\(/g), name).toHaveLength(2);
    }
  });
});

describe('the Postman environment', () => {
  const { values: entries } = Environment.parse(environment);

  it('has every variable that the requests and their scripts name, and no other', () => {
    const text = JSON.stringify(collection);
    const own = ['login_in_url', 'password_in_url'];
    const read = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
    const kept = [...text.matchAll(/environment\.[gs]et\('(\w+)'/g)].map(([, name = '']) => name);
    const named = new Set([...read, ...kept].filter((name) => !own.includes(name)));
    expect(new Set(entries.map(({ key }) => key))).toEqual(named);
  });

  it('begins with what a partner fills in, and holds no secret', () => {
    expect(entries.slice(0, 5).map(({ key }) => key)).toEqual([
      'url',
      'login',
      'password',
      'access_token',
      'refresh_token',
    ]);
    for (const { key, value, type } of entries)
      if (/password|token|api_key/.test(key))
        expect([key, value, type]).toEqual([key, '', 'secret']);
  });
});

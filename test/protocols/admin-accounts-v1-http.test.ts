import { connect } from 'node:net';
import type { FailureKind, Later, Persistence } from '@tenantry/domain';
import { listen } from '@tenantry/http/node';
import { describe, expect, it } from 'vitest';
import {
  clientOf,
  codeOf,
  jane,
  mediaTypes,
  person,
  xmlRequest,
} from './admin-accounts-v1-client.ts';
import { expectOk, type Installation, openInstallation } from './installation.ts';
import { quickHasher } from './quick-hasher.ts';

const open = async () => {
  const installation = await openInstallation({ hasher: quickHasher() });
  return { installation, client: clientOf(installation) };
};

describe('the media type', () => {
  it.each([
    'application/json',
    'Text/JSON',
    'text/xml',
    'Application/XML; charset=UTF-8',
    'text/json;charset="utf-8"',
    'text/xml; q=1; x=y',
  ])('may be %s', async (type) => {
    const { client } = await open();
    const body = /xml/i.test(type) ? xmlRequest(jane) : JSON.stringify(jane);
    expect(codeOf(await client.send(body, { type }))).toBe('200');
  });

  it.each([
    ['missing', null],
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['another JSON', 'application/vnd.api+json'],
    ['another XML', 'application/soap+xml'],
    ['HTML', 'text/html'],
    ['sent twice', 'text/xml, text/xml'],
    ['in UTF-16', 'text/xml; charset=utf-16'],
    ['in Latin-1', 'application/json; charset=iso-8859-1'],
    ['of two charsets', 'text/xml; charset=utf-8; charset=utf-8'],
    ['any', '*/*'],
  ])('is refused where it is %s', async (_, type) => {
    const { client } = await open();
    for (const text of [xmlRequest(jane), JSON.stringify(jane)]) {
      const answer = await client.send(new TextEncoder().encode(text), { type });
      expect(codeOf(answer)).toBe('415 UnsupportedMediaType');
    }
  });

  it('is refused where the body is compressed', async () => {
    const { client } = await open();
    const fields = { 'Content-Encoding': 'gzip' };
    expect(codeOf(await client.register(jane, { fields }))).toBe('415 UnsupportedMediaType');
  });

  it('says what the body is: neither format is taken for the other', async () => {
    const { client } = await open();
    const answers = [
      await client.send(xmlRequest(jane), { type: 'application/json' }),
      await client.send(JSON.stringify(jane), { type: 'application/xml' }),
    ];
    expect(answers.map(codeOf)).toEqual(['400 BodyFormat', '400 BodyFormat']);
  });
});

describe('the size of the body', () => {
  it.each(['text/json', 'text/xml'])('may be 1 MiB and no more as %s', async (type) => {
    const { client } = await open();
    const padded = (bytes: number) => {
      const text = type === 'text/xml' ? xmlRequest(jane) : JSON.stringify(jane);
      return text + ' '.repeat(bytes - text.length);
    };
    expect(codeOf(await client.send(padded(1_048_577), { type }))).toBe('413 BodyTooLarge');
    expect(codeOf(await client.send(padded(1_048_576), { type }))).toBe('200');
  });

  it('does not matter to a body that breaks off', async () => {
    const { installation } = await open();
    const { http, key, master, footprint } = installation;
    const before = await footprint();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    const headers = { api_key: key, 'Content-Type': 'text/xml', Accept: 'text/xml' };
    const init = { method: 'POST', headers, body, duplex: 'half' } as const;
    const request = new Request(`http://host/api/v1/admin/accounts/${master.id}`, init);
    const response = await http.fetch(request);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<ErrorCode>BodyIncomplete</ErrorCode>');
    expect(await footprint()).toEqual(before);
  });
});

describe('methods and paths', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])(
    'POST alone registers accounts, and %s does not',
    async (method) => {
      const { client } = await open();
      for (const Accept of mediaTypes) {
        const answer = await client.get('/api/v1/admin/accounts/1', { Accept }, method);
        expect(codeOf(answer)).toBe('405 MethodNotAllowed');
        expect(answer.headers.get('Allow')).toBe('POST, OPTIONS');
        expect(answer.headers.get('Content-Type')).toBe(`${Accept}; charset=utf-8`);
      }
    },
  );

  it('OPTIONS says what there is', async () => {
    const { http } = (await open()).installation;
    const url = 'http://host/api/v1/admin/accounts/1';
    const response = await http.fetch(new Request(url, { method: 'OPTIONS' }));
    expect([response.status, response.headers.get('Allow')]).toEqual([204, 'POST, OPTIONS']);
    const head = await http.fetch(new Request(url, { method: 'HEAD' }));
    expect([head.status, await head.text()]).toEqual([405, '']);
  });

  it.each([
    '/api/v1/admin',
    '/api/v1/admin/',
    '/api/v1/admin/accounts',
    '/api/v1/admin/accounts/',
    '/api/v1/admin/accounts/1/',
    '/api/v1/admin/accounts/1/2',
    '/api/v1/admin//1',
    '/api/v1/admin/Accounts/1',
    '/api/v1/admin/accounts%2f1',
    '/api/v1/admin/accounts/%',
    '/api/v1/admin/accounts/%ff',
    '/api/v1/admin/__proto__',
  ])('%s is nothing, in the format that is asked for', async (path) => {
    const { client } = await open();
    for (const Accept of mediaTypes) {
      const answer = await client.get(path, { Accept });
      expect(codeOf(answer)).toBe('404 PathNotFound');
      expect(answer.headers.get('Content-Type')).toBe(`${Accept}; charset=utf-8`);
    }
  });

  it.each(['/api/v1/administrator', '/API/v1/admin', '/api/v1/admin%2faccounts'])(
    '%s is outside the protocol',
    async (path) => {
      const { http } = (await open()).installation;
      const response = await http.fetch(new Request(`http://host${path}`));
      expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    },
  );

  it('a Host that is sent twice makes the request unreadable', async () => {
    const { client } = await open();
    const answer = await client.register(jane, { fields: { Host: 'a, b' } });
    expect(codeOf(answer)).toBe('400 RequestMalformed');
  });
});

describe('what the domain refuses', () => {
  it('answers 409 for a mailbox that somebody has, in whatever spelling', async () => {
    const { client, installation } = await open();
    const { app, master } = installation;
    await client.register({ ...jane, Email: 'jane@b\u00fccher.example' });
    const before = await installation.footprint();
    for (const Email of ['jane@b\u00fccher.example', 'JANE@xn--bcher-kva.example'])
      for (const type of mediaTypes) {
        const answer = await client.register({ ...jane, Email }, { type });
        expect(codeOf(answer)).toBe('409 EmailTaken');
        expect(answer.text).not.toContain('cher');
      }
    expect(await installation.footprint()).toEqual(before);
    const strangers = { ...jane, Email: 'Master@Tenantry.test' };
    expect(codeOf(await client.register(strangers))).toBe('409 EmailTaken');
    // An invitation owns no mailbox.
    const users = [{ name: 'Invited', email: 'invited@example.com' }];
    const context = { caller: app.as.account(master.id) };
    expectOk(await app.customers.create({ name: 'Customer', users }, context));
    expect(codeOf(await client.register(person('invited')))).toBe('200');
  });

  it('answers 409 for a tree that may grow no deeper', async () => {
    const installation = await openInstallation({ policy: { depth: 2 }, hasher: quickHasher() });
    const opening = { email: 'p@example.com', mayHaveSubAccounts: true };
    const { app, master } = installation;
    const opened = await app.registers.open(opening, { caller: app.as.account(master.id) });
    const { account } = expectOk(opened).register;
    const answer = await clientOf(installation).register(jane, { account: account.id });
    expect(codeOf(answer)).toBe('409 TreeTooDeep');
  });

  it.each<[FailureKind, string, object]>([
    ['ParentInactive', '409 AccountInactive', { path: ['parent'], status: 'suspended' }],
    ['ParentNotFound', '401 AccessDenied', { path: ['parent'] }],
    ['AddressTaken', '409 Conflict', { path: ['address'] }],
    ['InProgress', '409 InProgress', { retryAfter: 1.2 }],
    ['Unavailable', '503 Unavailable', { retryAfter: 1.2 }],
    ['Busy', '503 Busy', { retryAfter: 1.2 }],
  ])('answers %s with %s, in every format', async (kind, code, facts) => {
    const { client } = await failing(async () => ({ ok: false, error: { kind, ...facts } }));
    for (const type of mediaTypes) {
      const answer = await client.register(person(type.slice(-4)), {
        type,
        fields: { Accept: type },
      });
      expect(codeOf(answer)).toBe(code);
      expect(answer.headers.get('Retry-After')).toBe('retryAfter' in facts ? '2' : null);
    }
  });

  it('answers 503 where too much is being hashed', async () => {
    const busy: Later<'Busy'> = { kind: 'Busy', retryAfter: 3 };
    const hasher = { ...quickHasher(), hash: async () => ({ ok: false, error: busy }) as const };
    const answer = await clientOf(await openInstallation({ hasher })).register(jane);
    expect(codeOf(answer)).toBe('503 Busy');
    expect(answer.headers.get('Retry-After')).toBe('3');
  });

  it('answers 500 for a fault in the format that is asked for, and shows nothing of it', async () => {
    const { client, installation } = await failing(async () => {
      throw new Error('SELECT secret FROM t');
    });
    for (const Accept of mediaTypes) {
      const answer = await client.register(jane, { fields: { Accept } });
      expect(codeOf(answer)).toBe('500 InternalError');
      expect(answer.headers.get('Content-Type')).toBe(`${Accept}; charset=utf-8`);
      expect(answer.text).not.toMatch(/SELECT|\.ts|node_modules/);
    }
    expect(installation.lines.filter(({ level }) => level === 'error')).toHaveLength(4);
  });
});

describe('the access log', () => {
  it('has the pattern of the route, who asked and nothing of what was sent', async () => {
    const { client, installation } = await open();
    const canary = { ...jane, Firstname: 'Canary', Email: 'canary@example.com' };
    await client.register(canary, { type: 'text/xml' });
    await client.register({ ...canary, Lastname: 'canary\u0000' });
    await client.send(`canary ${jane.Password}`, { type: 'text/xml' });
    await client.get('/api/v1/admin/canary?canary=canary');
    const timed: object = { requestId: expect.any(String), durationMs: expect.any(Number) };
    const route = '/api/v1/admin/accounts/:id';
    const asker = { account: installation.master.id, key: keyIdOf(installation) };
    const known = { ...timed, method: 'POST', route, ...asker };
    expect(installation.lines.map(({ facts }) => facts)).toEqual([
      { ...known, status: 200 },
      { ...known, status: 400 },
      { ...known, status: 400 },
      { ...timed, method: 'GET', status: 404 },
    ]);
    const logged = JSON.stringify(installation.lines);
    expect(logged).not.toMatch(/canary/i);
    expect(logged).not.toContain(jane.Password);
  });
});

/** The first part of a key, in which its id is written without dashes. */
const keyIdOf = ({ key }: Installation): string =>
  (key.split('_')[1] ?? '').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

describe('over a socket', () => {
  it('answers as it does without one', async () => {
    const { installation } = await open();
    const server = await listen(installation.http, { port: 0 });
    const url = `${server.url}/api/v1/admin/accounts/${installation.master.id}`;
    const headers = { api_key: installation.key, 'Content-Type': 'text/xml', Accept: 'text/xml' };
    const body = xmlRequest(jane);
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/xml; charset=utf-8');
    expect(await response.text()).toContain('<Result>Success</Result>');
    const again = await fetch(url, { method: 'POST', headers, body });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain('<ErrorCode>EmailTaken</ErrorCode>');
    await server.close();
  });

  it.each([
    ['the key', (key: string) => [`api_key: ${key}`, `api_key: ${key}`], '401'],
    [
      'the credential',
      (key: string) => [`Authorization: Bearer ${key}`, `Authorization: Bearer ${key}`],
      '401',
    ],
    [
      'the Idempotency-Key',
      (key: string) => [`api_key: ${key}`, 'Idempotency-Key: a', 'Idempotency-Key: b'],
      '400',
    ],
  ])('refuses %s that is sent twice', async (_, lines, status) => {
    const { installation } = await open();
    const server = await listen(installation.http, { port: 0 });
    const body = JSON.stringify(jane);
    const head = [
      `POST /api/v1/admin/accounts/${installation.master.id} HTTP/1.1`,
      'Host: x',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      'Connection: close',
      ...lines(installation.key),
    ];
    const socket = connect(server.port, '127.0.0.1');
    socket.setEncoding('utf8').end(`${head.join('\r\n')}\r\n\r\n${body}`);
    let reply = '';
    for await (const part of socket) reply += String(part);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    await server.close();
  });
});

/** An installation whose units end as a test wants, once it has been made. */
async function failing(end: () => Promise<unknown>) {
  let broken = false;
  const around = (persistence: Persistence): Persistence =>
    new Proxy(persistence, {
      get: (target, name) =>
        broken && name === 'transact' ? end : Reflect.get(target, name, target),
    });
  const installation = await openInstallation({ hasher: quickHasher(), around });
  broken = true;
  return { installation, client: clientOf(installation) };
}

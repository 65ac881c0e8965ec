import type { FailureKind, Later, Result, Unit } from '@tenantry/domain';
import { describe, expect, it } from 'vitest';
import { clientOf, codeOf, detailsOf, placesOf } from './customers-v2-client.ts';
import { type Installation, openInstallation } from './installation.ts';

const minimal = { customer: { name: 'Minimal' } };
const anyText: unknown = expect.any(String);
const here: unknown = expect.stringContaining('customers-v2-http.test.ts');

describe('the media type', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; profile=x',
  ])('may be %s', async (type) => {
    const client = clientOf(await openInstallation());
    expect((await client.create(minimal, { 'Content-Type': type })).status).toBe(201);
  });

  it.each([
    ['missing', null],
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['XML', 'application/xml'],
    ['another JSON', 'application/merge-patch+json'],
    ['sent twice', 'application/json, application/json'],
    ['in UTF-16', 'application/json; charset=utf-16'],
    ['in UTF-7', 'application/json; charset=utf-7'],
    ['of two charsets', 'application/json; charset=utf-8; charset=utf-8'],
    ['unreadable', 'application/json; charset'],
  ])('is refused where it is %s', async (_, type) => {
    const client = clientOf(await openInstallation());
    const body = new TextEncoder().encode(JSON.stringify(minimal));
    const answer = await client.createRaw(body, { 'Content-Type': type });
    expect(codeOf(answer)).toBe('415 API-0415');
  });

  it('is refused where the body is compressed', async () => {
    const client = clientOf(await openInstallation());
    const answer = await client.create(minimal, { 'Content-Encoding': 'gzip' });
    expect(codeOf(answer)).toBe('415 API-0415');
    const plain = await client.create(minimal, { 'Content-Encoding': 'identity' });
    expect(plain.status).toBe(201);
  });
});

describe('the size of the body', () => {
  const padded = (bytes: number) => {
    const text = JSON.stringify(minimal);
    return text + ' '.repeat(bytes - text.length);
  };

  it('may be 1 MiB', async () => {
    const client = clientOf(await openInstallation());
    expect((await client.createRaw(padded(1_048_576))).status).toBe(201);
  });

  it('may not be a byte more, declared or not', async () => {
    const installation = await openInstallation();
    const client = clientOf(installation);
    const answer = await client.createRaw(padded(1_048_577));
    expect(codeOf(answer)).toBe('413 API-0413');
    const declared = await client.createRaw('{}', { 'Content-Length': '10000000000' });
    expect(codeOf(declared)).toBe('413 API-0413');
  });

  it('is counted while it comes in, and no further than need be', async () => {
    const { http, key, master } = await openInstallation();
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const headers = {
      api_key: key,
      'X-Frankie-CustomerID': master.id,
      'Content-Type': 'application/json',
    };
    const init = { method: 'POST', headers, body: endless, duplex: 'half' } as const;
    const { status } = await http.fetch(new Request('http://host/v2/customers', init));
    expect(status).toBe(413);
    expect(pulled).toBeLessThan(20);
  });

  it('does not matter to a body that breaks off: that is a fault of the body', async () => {
    const { http, key, master, footprint } = await openInstallation();
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    const headers = {
      api_key: key,
      'X-Frankie-CustomerID': master.id,
      'Content-Type': 'application/json',
    };
    const before = await footprint();
    const init = { method: 'POST', headers, body: broken, duplex: 'half' } as const;
    const response = await http.fetch(new Request('http://host/v2/customers', init));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      details: [{ issueLocation: 'VALIDATE-body' }],
    });
    expect(await footprint()).toEqual(before);
  });
});

describe('methods and paths', () => {
  const path = '/v2/customers';

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'PROPFIND'])(
    'POST alone opens customers, and %s does not',
    async (method) => {
      const { http } = await openInstallation();
      const response = await http.fetch(new Request(`http://host${path}`, { method }));
      expect(response.status).toBe(405);
      expect(response.headers.get('Allow')).toBe('POST, OPTIONS');
      const text = await response.text();
      if (method === 'HEAD') expect(text).toBe('');
      else expect(JSON.parse(text)).toMatchObject({ errorCode: 'API-0405', httpStatusCode: 405 });
    },
  );

  it('pays no heed to a header or a query that asks for another method', async () => {
    const client = clientOf(await openInstallation());
    const fields = { 'X-HTTP-Method-Override': 'POST', 'X-Method-Override': 'POST' };
    expect(codeOf(await client.send('GET', `${path}?_method=POST`, fields))).toBe('405 API-0405');
  });

  it('OPTIONS says what there is', async () => {
    const { http } = await openInstallation();
    const options = (url: string) => http.fetch(new Request(url, { method: 'OPTIONS' }));
    const one = await options(`http://host${path}`);
    expect([one.status, one.headers.get('Allow')]).toEqual([204, 'POST, OPTIONS']);
    const other = await options(`http://host${path}/1`);
    expect([other.status, other.headers.get('Allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect((await options('http://host/v2/nothing')).status).toBe(404);
  });

  it('HEAD answers as GET does, without the body', async () => {
    const installation = await openInstallation();
    const { account } = await installation.customer('Child');
    const got = await clientOf(installation).show(account.id);
    const headers = { api_key: installation.key, 'X-Frankie-CustomerID': installation.master.id };
    const head = await installation.http.fetch(
      new Request(`http://host${path}/${account.id}`, { method: 'HEAD', headers }),
    );
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const lasting = (all: Headers) => [...all].filter(([name]) => name !== 'x-request-id');
    expect(lasting(head.headers)).toEqual(lasting(got.headers));
  });

  it.each([
    '/v2',
    '/v2/',
    '/v2/customer',
    '/v2/customers/',
    '/v2/customers/1/2',
    '/v2//customers',
    '/v2/Customers',
    '/v2/customers%2f1',
    '/v2/%63ustomers',
    '/v2/customers/%',
    '/v2/customers/%ff',
    '/x/../v2/nothing',
    '/v2/__proto__',
  ])('%s is nothing', async (stray) => {
    const answer = await clientOf(await openInstallation()).send('GET', stray);
    expect(codeOf(answer)).toBe('404 API-0404');
  });

  it.each(['/', '/v3', '/v22', '/v2x/customers', '/v2/../nothing', '//v2/customers', '/%2fv2'])(
    '%s is outside the protocol, and answered as a neutral problem',
    async (stray) => {
      const { http } = await openInstallation();
      const response = await http.fetch(new Request(`http://host${stray}`));
      expect(response.status).toBe(404);
      expect(response.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
      expect(await response.json()).toEqual({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        requestId: response.headers.get('X-Request-Id'),
      });
    },
  );

  it('a Host that is sent twice makes the request unreadable', async () => {
    const client = clientOf(await openInstallation());
    const answer = await client.create(minimal, { Host: 'a, b' });
    expect(codeOf(answer)).toBe('400 API-0400');
    expect(placesOf(answer)).toEqual(['request']);
  });
});

describe('health', () => {
  const get = async ({ http }: Pick<Installation, 'http'>, path: string) => {
    const response = await http.fetch(new Request(`http://host${path}`));
    return [response.status, await response.json()];
  };

  it('asks the store whether it is ready, and nothing whether it lives', async () => {
    let lost = false;
    const installation = await openInstallation({
      around: (persistence) => ({
        ...persistence,
        read: (work) =>
          lost ? Promise.reject(new Error('no connection')) : persistence.read(work),
      }),
    });
    expect(await get(installation, '/healthz')).toEqual([200, { status: 'ok' }]);
    expect(await get(installation, '/readyz')).toEqual([200, { status: 'ready' }]);
    lost = true;
    expect(await get(installation, '/healthz')).toEqual([200, { status: 'ok' }]);
    expect(await get(installation, '/readyz')).toEqual([503, { status: 'unavailable' }]);
  });

  it('is no longer ready once it is about to end, and answers all else', async () => {
    const installation = await openInstallation();
    installation.http.end();
    expect(await get(installation, '/readyz')).toEqual([503, { status: 'unavailable' }]);
    expect(await get(installation, '/healthz')).toEqual([200, { status: 'ok' }]);
    expect((await clientOf(installation).create(minimal)).status).toBe(201);
  });
});

describe('what the domain refuses', () => {
  it('answers 409 for a reference that policy wants to stand once', async () => {
    const policy = { uniqueReferenceNames: ['contract'] };
    const client = clientOf(await openInstallation({ policy }));
    const externalReferences = [
      { name: 'other', value: '1' },
      { name: 'contract', value: '1' },
    ];
    expect((await client.create({ ...minimal, externalReferences })).status).toBe(201);
    const answer = await client.create({ ...minimal, externalReferences });
    expect(codeOf(answer)).toBe('409 API-0409');
    expect(placesOf(answer)).toEqual(['externalReferences[1].value']);
  });

  it('answers 409 for a parent that may grow no deeper', async () => {
    const installation = await openInstallation({ policy: { depth: 2 } });
    const { account } = await installation.customer('Child');
    const fields = { 'X-Frankie-CustomerID': account.id };
    const answer = await clientOf(installation).create(minimal, fields);
    expect(codeOf(answer)).toBe('409 API-0409');
    expect(placesOf(answer)).toEqual(['X-Frankie-CustomerID']);
  });

  it('answers 503 with a time to come back for a store that is busy', async () => {
    const later: Later<'Unavailable'> = { kind: 'Unavailable', retryAfter: 1.2 };
    const { client } = await failing(() => Promise.resolve({ ok: false, error: later }));
    const answer = await client.create(minimal);
    expect(codeOf(answer)).toBe('503 SYS-0503');
    expect(answer.headers.get('Retry-After')).toBe('2');
  });

  it('answers 500 for a fault, shows nothing of it and logs it', async () => {
    const { client, installation } = await failing(() =>
      Promise.reject(new Error('SELECT secret FROM t', { cause: new Error('ECONNRESET') })),
    );
    const answer = await client.create(minimal);
    expect(codeOf(answer)).toBe('500 SYS-0500');
    expect(answer.text).not.toMatch(/SELECT|ECONNRESET|\.ts|node_modules|at /);
    expect(installation.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        message: 'fault',
        facts: {
          requestId: answer.body.requestId,
          errors: ['Error: SELECT secret FROM t', 'Error: ECONNRESET'],
          stack: here,
        },
      },
    ]);
  });

  it('answers 404 for a parent that vanished meanwhile', async () => {
    const { client } = await failing(() =>
      Promise.resolve({ ok: false, error: { kind: 'ParentNotFound', path: ['parent'] } }),
    );
    expect(codeOf(await client.create(minimal))).toBe('404 API-0404');
  });

  it.each<[FailureKind, string]>([
    ['ParentInactive', '409 API-0409'],
    ['ParentMayNotHave', '409 API-0409'],
    ['AddressTaken', '409 API-0409'],
    ['NotAuthenticated', '401 AUTH-0002'],
  ])('answers %s with %s', async (kind, code) => {
    const error = { kind, path: ['address'], reason: 'wrong', status: 'suspended' };
    const { client } = await failing(() => Promise.resolve({ ok: false, error }));
    const answer = await client.create(minimal);
    expect(codeOf(answer)).toBe(code);
    expect(detailsOf(answer)).toEqual([{ issue: anyText, issueLocation: 'request' }]);
  });
});

/** An installation whose units end as a test wants, once it has been made. */
async function failing(end: () => Promise<unknown>) {
  let broken = false;
  const installation = await openInstallation({
    around: (persistence) => ({
      ...persistence,
      transact: <T, E>(work: (unit: Unit) => Promise<Result<T, E>>) =>
        // A unit's outcome is its work's own type, which a test cannot know here.
        broken
          ? (end() as ReturnType<typeof persistence.transact<T, E>>)
          : persistence.transact(work),
    }),
  });
  broken = true;
  return { installation, client: clientOf(installation) };
}

import type { FailureKind, Later } from '@tenantry/domain';
import { describe, expect, it, vi } from 'vitest';
import { endedUnits } from './ended-units.ts';
import { type Installation, openInstallation } from './installation.ts';
import { type Client, masterDoor, placesOf, signedIn } from './partners-v8-client.ts';
import { quickHasher } from './quick-hasher.ts';

const open = () => openInstallation({ hasher: quickHasher() });
const body = { email: 'sub@example.com' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const anyText: unknown = expect.any(String);

describe('the media type', () => {
  it.each(['application/json', 'Application/JSON; charset="UTF-8"', 'application/json; x=y'])(
    'may be %s',
    async (type) => {
      const partner = await signedIn(await open());
      expect((await partner.post('/partners', body, { 'Content-Type': type })).status).toBe(200);
    },
  );

  it.each([
    ['missing', null],
    ['text', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['sent twice', 'application/json, application/json'],
    ['in UTF-16', 'application/json; charset=utf-16'],
    ['the one of JSON:API', 'application/vnd.api+json'],
  ])('is refused where it is %s', async (_, type) => {
    const partner = await signedIn(await open());
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    for (const path of ['/partners', '/apps'])
      expect((await partner.postRaw(path, bytes, { 'Content-Type': type })).status).toBe(415);
  });

  it('is refused where the body is compressed', async () => {
    const installation = await open();
    const partner = await signedIn(installation);
    const fields = { 'Content-Encoding': 'gzip' };
    expect((await partner.post('/partners', body, fields)).status).toBe(415);
    expect((await masterDoor(installation).auth('a', 'b', fields)).status).toBe(415);
  });
});

describe('the size of the body', () => {
  const padded = (text: string, bytes: number) => text + ' '.repeat(bytes - text.length);

  it('may be 1 MiB and not a byte more', async () => {
    const installation = await open();
    const partner = await signedIn(installation);
    const most = 1_048_576;
    const text = JSON.stringify(body);
    expect((await partner.postRaw('/partners', padded(text, most))).status).toBe(200);
    expect((await partner.postRaw('/partners', padded(text, most + 1))).status).toBe(413);
    expect((await partner.postRaw('/apps', padded('{}', most + 1))).status).toBe(413);
    const door = masterDoor(installation);
    expect((await door.postRaw('/auth', padded('{}', most))).status).toBe(400);
    expect((await door.postRaw('/auth', padded('{}', most + 1))).status).toBe(413);
  });

  it('may be 64 KiB where it is a form', async () => {
    const door = masterDoor(await open());
    const most = 65_536;
    const credentials = 'login=a@example.com&password=';
    expect((await door.postRaw('/auth', padded(credentials, most), form)).status).toBe(401);
    for (const size of [most + 1, 1_048_576]) {
      const answer = await door.postRaw('/auth', padded(credentials, size), form);
      expect(answer.status).toBe(413);
      expect(answer.body.errors?.[0]?.detail).toContain('a form 64 KiB');
    }
  });

  it('that is of nothing but pairs which cannot be decoded costs nobody anything', async () => {
    const door = masterDoor(await open());
    // What answers are held against decodes too, when it meets the first of a kind.
    for (const pairs of [262_000, 99]) await door.postRaw('/auth', '%zz&'.repeat(pairs), form);
    const decode = vi.spyOn(globalThis, 'decodeURIComponent');
    try {
      expect((await door.postRaw('/auth', '%zz&'.repeat(262_000), form)).status).toBe(413);
      const within = await door.postRaw('/auth', '%zz&'.repeat(16_000), form);
      expect([within.status, ...placesOf(within)]).toEqual([400, '']);
      const few = await door.postRaw('/auth', '%zz&'.repeat(99), form);
      expect([few.status, ...placesOf(few)]).toEqual([400, '/login', '/password']);
      // The path is decoded, and of it the address alone.
      const address = door.url.split('/').at(-1);
      const decoded = decode.mock.calls.map(([text]) => text).filter((text) => text !== address);
      expect(decoded).toEqual([]);
    } finally {
      decode.mockRestore();
    }
  });

  it('says nothing of a query, which has as many pairs as a form', async () => {
    const partner = await signedIn(await open());
    for (const path of ['/auth', '/refresh', '/partners', '/apps']) {
      const answer = await partner.get(`${path}?${'%zz&'.repeat(1000)}`);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toEqual([
        {
          status: '400',
          title: 'Bad Request',
          detail: 'the query must have at most 100 parameters',
        },
      ]);
    }
    const known = { 'Idempotency-Key': 'a b' };
    const body = await masterDoor(await open()).postRaw('/auth', '&'.repeat(1000), {
      ...form,
      ...known,
    });
    expect(new Set(placesOf(body))).toEqual(new Set(['Idempotency-Key', '']));
  });
});

describe('a path and a method', () => {
  it.each([
    ['PUT', '/auth', 'GET, POST, OPTIONS'],
    ['DELETE', '/partners', 'GET, POST, HEAD, OPTIONS'],
    ['PATCH', '/apps', 'GET, POST, HEAD, OPTIONS'],
    ['POST', '/refresh', 'GET, OPTIONS'],
  ])('%s %s is told what there is', async (method, path, allow) => {
    const answer = await masterDoor(await open()).send(method, path);
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, allow]);
  });

  it('OPTIONS says what there is', async () => {
    const { http } = await open();
    const request = new Request('https://tenantry.test/a/x/api/v8/auth', { method: 'OPTIONS' });
    const response = await http.fetch(request);
    expect([response.status, response.headers.get('Allow')]).toEqual([204, 'GET, POST, OPTIONS']);
  });

  it('HEAD answers as GET does, without the body', async () => {
    const installation = await open();
    const partner = await signedIn(installation);
    const got = await partner.get('/apps');
    const head = await installation.http.fetch(
      new Request(`${partner.url}/api/v8/apps`, {
        method: 'HEAD',
        headers: { Authorization: `Bearer ${partner.token}` },
      }),
    );
    expect([head.status, await head.text()]).toEqual([200, '']);
    const lasting = (all: Headers) => [...all].filter(([name]) => name !== 'x-request-id');
    expect(lasting(head.headers)).toEqual(lasting(got.headers));
  });

  it.each(['', '/', '/auth/', '/Auth', '/partners/1', '/apps%2f', '/%ff', '/__proto__', '//auth'])(
    '%s is nothing',
    async (path) => {
      const answer = await masterDoor(await open()).get(path);
      expect([answer.status, ...placesOf(answer)]).toEqual([404, 'nowhere']);
    },
  );

  it.each(['/a/x/api', '/a/x/api/v80', '/a/x/api/v9/auth', '/a//api/v8/auth', '/api/v8/auth'])(
    '%s is outside the protocol, and answered as a neutral problem',
    async (path) => {
      const { http } = await open();
      const response = await http.fetch(new Request(`http://host${path}`));
      expect(response.status).toBe(404);
      expect(response.headers.get('Content-Type')).not.toBe('application/json; charset=utf-8');
    },
  );

  it('a Host that is sent twice makes the request unreadable', async () => {
    const answer = await masterDoor(await open()).get('/apps', { Host: 'a, b' });
    expect(answer.status).toBe(400);
  });
});

describe('what the domain refuses', () => {
  it.each<[FailureKind, number]>([
    ['ParentNotFound', 403],
    ['ParentInactive', 403],
    ['ParentMayNotHave', 403],
    ['TooDeep', 403],
    ['AccountClosed', 403],
    ['AddressTaken', 409],
    ['NotAuthenticated', 401],
  ])('%s is answered %i', async (kind, status) => {
    const error = { kind, path: ['address'], reason: 'wrong', status: 'suspended' };
    const { partner } = await failing(() => Promise.resolve({ ok: false, error }));
    for (const answer of [
      await partner.post('/partners', body),
      await partner.post('/apps', { name: 'x' }),
    ])
      expect([answer.status, ...placesOf(answer)]).toEqual([status, 'nowhere']);
  });

  it.each<[Later['kind'], number]>([
    ['Unavailable', 503],
    ['Busy', 503],
    ['TooManyTries', 429],
    ['InProgress', 409],
  ])('%s is answered %i, with a time to come back', async (kind, status) => {
    const error: Later = { kind, retryAfter: 1.2 };
    const { partner } = await failing(() => Promise.resolve({ ok: false, error }));
    const answer = await partner.post('/partners', body);
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([status, '2']);
  });

  it('a store that is busy puts off signing in and refreshing as well', async () => {
    const error: Later = { kind: 'Unavailable', retryAfter: 1.2 };
    const { installation } = await failing(() => Promise.resolve({ ok: false, error }));
    const answer = await masterDoor(installation).auth(
      'master@tenantry.test',
      installation.password,
    );
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '2']);
  });

  it('a fault is answered 500, nothing of it is shown, and it is logged', async () => {
    const { installation, partner } = await failing(() =>
      Promise.reject(new Error('SELECT secret FROM t', { cause: new Error('ECONNRESET') })),
    );
    const answer = await partner.post('/partners', body);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/SELECT|ECONNRESET|\.ts|node_modules|at /);
    expect(installation.lines.filter(({ level }) => level === 'error')).toEqual([
      {
        level: 'error',
        message: 'fault',
        facts: {
          requestId: answer.headers.get('X-Request-Id'),
          errors: ['Error: SELECT secret FROM t', 'Error: ECONNRESET'],
          stack: anyText,
        },
      },
    ]);
  });
});

/** An installation whose units end as a test wants, once its master has signed in. */
async function failing(
  end: () => Promise<unknown>,
): Promise<{ readonly installation: Installation; readonly partner: Client }> {
  const units = endedUnits();
  const installation = await openInstallation({ hasher: quickHasher(), around: units.around });
  const partner = await signedIn(installation);
  units.endWith(end);
  return { installation, partner };
}
